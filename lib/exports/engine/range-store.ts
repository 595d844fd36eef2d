import type { RecordKey, RunSource } from "../run-settings.ts";
import {
  type EventValues,
  eventRow,
  eventSelect,
  eventTypes,
  isoOf,
  joinPerson,
  pageColumns,
} from "./event-columns.ts";
import { onlyEvents } from "./only.ts";
import type { Reader, ReadJob, SourceRow } from "./source.ts";

type RangeJob = ReadJob<Extract<RunSource, { kind: "range" }>>;

const NAMES_AT_ONCE = 100;

/** Names that events have, after `after` in the order of the index, by jumping from one to the next. */
async function laterNames(job: RangeJob, after: string | null): Promise<string[]> {
  const { rows } = await job.pool.query<{ name: string }>(
    `with recursive names as (
       (select name, 1 as n from events where workspace_id = $1::uuid and ($2::text is null or name > $2) order by name limit 1)
       union all
       select (select e.name from events e where e.workspace_id = $1::uuid and e.name > names.name order by e.name limit 1), n + 1
       from names where names.name is not null and n < $3::int
     ) select name from names where name is not null`,
    [job.workspaceId, after, NAMES_AT_ONCE],
  );
  return rows.map((row) => row.name);
}

async function* namesFrom(job: RangeJob, first: string | null): AsyncGenerator<string> {
  const { names } = job.settings;
  if (names) {
    yield* names.slice(first === null ? 0 : Math.max(0, names.indexOf(first)));
    return;
  }
  if (first !== null) {
    yield first;
  }
  for (let found = await laterNames(job, first); found.length > 0; ) {
    yield* found;
    found = found.length < NAMES_AT_ONCE ? [] : await laterNames(job, found.at(-1) ?? null);
  }
}

async function ofName(
  job: RangeJob,
  name: string,
  after: RecordKey | null,
  limit: number,
): Promise<SourceRow[]> {
  const { from, to } = job.settings.source;
  const values: unknown[] = [job.workspaceId, name, from, to, job.toTx, limit];
  const only = onlyEvents(job.only, (value, type) => `$${values.push(value)}::${type}`);
  const beside = (key: RecordKey, sign: ">" | "<=") =>
    `and (e.timestamp, e.seq) ${sign} ($${values.push(key.timestamp)}::timestamptz, $${values.push(key.seq)}::bigint)`;
  const { rows } = await job.pool.query<EventValues>({
    text: `select ${eventSelect(job.slots)} from (
             select ${pageColumns} from events e
             where e.workspace_id = $1::uuid and e.name = $2 and e.timestamp >= $3::timestamptz
               and e.timestamp < $4::timestamptz and e.type in ${eventTypes} and e.tx < $5::bigint${only}
               ${after ? beside(after, ">") : ""} ${job.until?.name === name ? beside(job.until, "<=") : ""}
             order by e.timestamp, e.seq limit $6::int
           ) e ${joinPerson} order by e.timestamp, e.seq`,
    values,
    rowMode: "array",
  });
  return rows.map((row) => eventRow(job.exportId, row, { name, timestamp: isoOf(row[2]), seq: row[1] }));
}

/** Events of a period by their own time, name after name: the order of the one index that finds them. */
export const rangeEvents: Reader<RangeJob["settings"]["source"]> = {
  page: async (job, after, limit) => {
    const found: SourceRow[] = [];
    const first = after?.name ?? null;
    for await (const name of namesFrom(job, first)) {
      const rows = await ofName(job, name, name === first ? after : null, limit - found.length);
      for (const row of rows) {
        found.push(row);
      }
      if (found.length >= limit || name === job.until?.name) {
        break;
      }
    }
    return found;
  },
  count: async (job) => {
    const { from, to } = job.settings.source;
    const { rows } = await job.pool.query<{ count: string }>(
      `select count(*) from events e where e.workspace_id = $1::uuid and ($2::text[] is null or e.name = any($2))
         and e.timestamp >= $3::timestamptz and e.timestamp < $4::timestamptz
         and e.type in ${eventTypes} and e.tx < $5::bigint`,
      [job.workspaceId, job.settings.names, from, to, job.toTx],
    );
    return Number(rows[0]?.count ?? 0);
  },
};
