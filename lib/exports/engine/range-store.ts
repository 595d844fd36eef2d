import type { CopiedRows } from "../../db/copied-rows.ts";
import { copyRows } from "../../db/copy-rows.ts";
import type { RecordKey, RunSource } from "../run-settings.ts";
import { eventFormat, eventSelect, eventTypes, joinPerson, pageColumns } from "./event-columns.ts";
import { onlyEvents } from "./only.ts";
import type { Reader, ReadJob } from "./source.ts";

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

async function addOfName(
  job: RangeJob,
  name: string,
  after: RecordKey | null,
  limit: number,
  into: CopiedRows,
): Promise<void> {
  const { from, to } = job.settings.source;
  const values: unknown[] = [job.workspaceId, name, to, job.toTx, limit];
  const add = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const beside = (key: RecordKey, sign: ">" | "<=") =>
    `(e.timestamp, e.seq) ${sign} (${add(key.timestamp, "timestamptz")}, ${add(key.seq, "bigint")})`;
  // What comes after a place in the period comes after its beginning too, and every condition costs something for each row.
  const isInside = after !== null && Date.parse(after.timestamp ?? "") >= Date.parse(from);
  const begin = isInside ? beside(after, ">") : `e.timestamp >= ${add(from, "timestamptz")}`;
  const end = job.until?.name === name ? `and ${beside(job.until, "<=")}` : "";
  await copyRows(
    job.pool,
    {
      text: `select ${eventSelect(job.slots)} from (
               select ${pageColumns} from events e
               where e.workspace_id = $1::uuid and e.name = $2 and ${begin} and e.timestamp < $3::timestamptz ${end}
                 and e.type in ${eventTypes} and e.tx < $4::bigint${onlyEvents(job.only, add)}
               order by e.timestamp, e.seq limit $5::int
             ) e ${joinPerson} order by e.timestamp, e.seq`,
      values,
    },
    into,
  );
}

/** Events of a period by their own time, name after name: the order of the one index that finds them. */
export const rangeEvents: Reader<RangeJob["settings"]["source"]> = {
  format: (job) =>
    eventFormat(job, { before: 0, keyOf: ({ name, timestamp, seq }) => ({ name, timestamp, seq }) }),
  page: async (job, after, limit, into) => {
    const first = after?.name ?? null;
    for await (const name of namesFrom(job, first)) {
      await addOfName(job, name, name === first ? after : null, limit - into.count, into);
      if (into.count >= limit || name === job.until?.name) {
        break;
      }
    }
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
