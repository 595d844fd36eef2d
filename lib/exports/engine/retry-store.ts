import type { RowFields } from "../../db/copied-rows.ts";
import { copyRows } from "../../db/copy-rows.ts";
import type { RunSource } from "../run-settings.ts";
import { eventFormat, eventSelect } from "./event-columns.ts";
import { onlyEvents, onlyPeople } from "./only.ts";
import { personFormat, personSelect } from "./people-store.ts";
import type { Reader, ReadJob } from "./source.ts";

type RetryJob = ReadJob<Extract<RunSource, { kind: "retry" }>>;

const chosen = `l.workspace_id = $1::uuid and l.run_id = $2::uuid and l.verdict = 'rejected' and l.retried_in = $3::uuid`;

const origins = {
  event: {
    table: "events e",
    on: "e.workspace_id = l.workspace_id and e.tx = l.event_tx and e.seq = l.event_seq",
    more: "left join people p on p.workspace_id = l.workspace_id and p.id = e.person_id",
  },
  person: {
    table: "people p",
    on: "p.workspace_id = l.workspace_id and p.id = l.person_id and p.merged_into is null",
    more: "",
  },
};

/** Rejected records of another run as they are now, in the order of the ledger. */
export const retriedRecords: Reader<RetryJob["settings"]["source"]> = {
  format: (job) => {
    const source = { before: 1, keyOf: (_: unknown, before: RowFields) => ({ entry: before.uuid() }) };
    return job.settings.source.profiles ? personFormat(job, source) : eventFormat(job, source);
  },
  page: async (job, after, limit, into) => {
    const { source } = job.settings;
    const { table, on, more } = source.profiles ? origins.person : origins.event;
    const select = source.profiles ? personSelect(job.slots) : eventSelect(job.slots);
    const values: unknown[] = [
      job.workspaceId,
      source.of,
      job.runId,
      after?.entry ?? "00000000-0000-0000-0000-000000000000",
      limit,
      job.until?.entry ?? null,
    ];
    const narrow = source.profiles ? onlyPeople : onlyEvents;
    const only = narrow(job.only, (value, type) => `$${values.push(value)}::${type}`);
    const text = `select l.id, ${select} from ledger_entries l join ${table} on ${on} ${more}
      where ${chosen} and l.id > $4::uuid and ($6::uuid is null or l.id <= $6)${only} order by l.id limit $5::int`;
    await copyRows(job.pool, { text, values }, into);
  },
  count: async (job) => {
    const { rows } = await job.pool.query<{ count: string }>(
      `select count(*) from ledger_entries l where ${chosen}`,
      [job.workspaceId, job.settings.source.of, job.runId],
    );
    return Number(rows[0]?.count ?? 0);
  },
};
