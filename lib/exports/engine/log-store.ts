import { copyRows } from "../../db/copy-rows.ts";
import type { RunSource } from "../run-settings.ts";
import { eventFormat, eventSelect, eventTypes, joinPerson, pageColumns } from "./event-columns.ts";
import { onlyEvents } from "./only.ts";
import type { Reader, ReadJob } from "./source.ts";

type LogJob = ReadJob<Extract<RunSource, { kind: "log" }>>;

function where(job: LogJob, values: unknown[]): string {
  const add = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const parts = [
    `e.workspace_id = ${add(job.workspaceId, "uuid")}`,
    `e.tx >= ${add(job.fromTx, "bigint")}`,
    `e.tx < ${add(job.toTx, "bigint")}`,
    `e.type in ${eventTypes}`,
  ];
  if (job.settings.names) {
    parts.push(`e.name = any(${add(job.settings.names, "text[]")})`);
  }
  if (job.settings.source.receivedFrom) {
    parts.push(`e.received_at >= ${add(job.settings.source.receivedFrom, "timestamptz")}`);
  }
  if (job.until) {
    parts.push(`(e.tx, e.seq) <= (${add(job.until.tx, "bigint")}, ${add(job.until.seq, "bigint")})`);
  }
  return parts.join(" and ") + onlyEvents(job.only, add);
}

/** Events in the order of their transactions, along the primary key. */
export const logEvents: Reader<LogJob["settings"]["source"]> = {
  format: (job) => eventFormat(job, { before: 0, keyOf: ({ tx, seq }) => ({ tx, seq }) }),
  page: async (job, after, limit, into) => {
    const values: unknown[] = [];
    const conditions = where(job, values);
    const keyset = after
      ? `and (e.tx, e.seq) > ($${values.push(after.tx)}::bigint, $${values.push(after.seq)}::bigint)`
      : "";
    const text = `select ${eventSelect(job.slots)} from (
        select ${pageColumns} from events e where ${conditions} ${keyset}
        order by e.tx, e.seq limit $${values.push(limit)}::int
      ) e ${joinPerson} order by e.tx, e.seq`;
    await copyRows(job.pool, { text, values }, into);
  },
  count: async (job) => {
    const values: unknown[] = [];
    const { rows } = await job.pool.query<{ count: string }>(
      `select count(*) from events e where ${where(job, values)}`,
      values,
    );
    return Number(rows[0]?.count ?? 0);
  },
};
