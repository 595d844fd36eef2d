import type { Db } from "../../db/client.ts";
import type { StoredReplayFilter } from "../stored.ts";
import { type CallRow, type CallValues, callColumns, callRow } from "./call-row.ts";
import type { Place } from "./claim-store.ts";

type Pool = Db["pool"];

async function read(pool: Pool, text: string, values: unknown[]): Promise<CallRow[]> {
  const { rows } = await pool.query<CallValues>({ text, values, rowMode: "array" });
  return rows.map(callRow);
}

/** Calls of a source after a place and before a transaction, in the order of the log. */
export function newCalls(
  pool: Pool,
  page: { workspaceId: string; sourceId: string; after: Place; beforeTx: string; limit: number },
): Promise<CallRow[]> {
  return read(
    pool,
    `select ${callColumns} from events e
     where e.workspace_id = $1::uuid and e.source_id = $2::uuid and (e.tx, e.seq) > ($3::bigint, $4::bigint)
       and e.tx < $5::bigint order by e.tx, e.seq limit $6::int`,
    [page.workspaceId, page.sourceId, page.after.tx, page.after.seq, page.beforeTx, page.limit],
  );
}

/** Chosen calls of a source after a place and up to another one. Names are events of track calls, else types. */
export function chosenCalls(
  pool: Pool,
  page: {
    workspaceId: string;
    sourceId: string;
    after: Place;
    upTo: Place;
    filter: StoredReplayFilter;
    limit: number;
  },
): Promise<CallRow[]> {
  const { filter } = page;
  const values: unknown[] = [page.workspaceId, page.sourceId, page.after.tx, page.after.seq];
  const add = (value: unknown, type: string) => `$${values.push(value)}::${type}`;
  const parts = [
    `(e.tx, e.seq) <= (${add(page.upTo.tx, "bigint")}, ${add(page.upTo.seq, "bigint")})`,
    ...(filter.from ? [`e.received_at >= ${add(filter.from, "timestamptz")}`] : []),
    ...(filter.to ? [`e.received_at < ${add(filter.to, "timestamptz")}`] : []),
  ];
  if (filter.names.length > 0) {
    parts.push(
      `case when e.type = 'track' then e.name else e.type end = any(${add(filter.names, "text[]")})`,
    );
  }
  if (filter.personIds) {
    // The people whom the preview counted, also where they were merged since.
    parts.push(`e.person_id in (select coalesce(k.merged_into, k.id) from people k
      where k.workspace_id = $1::uuid and k.id = any(${add(filter.personIds, "uuid[]")}))`);
  }
  return read(
    pool,
    `select ${callColumns} from events e
     where e.workspace_id = $1::uuid and e.source_id = $2::uuid and (e.tx, e.seq) > ($3::bigint, $4::bigint)
       and ${parts.join(" and ")} order by e.tx, e.seq limit ${add(page.limit, "int")}`,
    values,
  );
}

/** Refused calls that were handed to a replay, after a place, in the order of the log. */
export function shelvedCalls(
  pool: Pool,
  page: { workspaceId: string; destinationId: string; replayId: string; after: Place; limit: number },
): Promise<CallRow[]> {
  return read(
    pool,
    `select ${callColumns} from (
       select distinct l.event_tx, l.event_seq from ledger_entries l
       where l.workspace_id = $1::uuid and l.origin_id = $2::uuid and l.retried_in = $3::uuid
         and l.verdict = 'rejected' and (l.event_tx, l.event_seq) > ($4::bigint, $5::bigint)
       order by 1, 2 limit $6::int
     ) l join events e on e.workspace_id = $1::uuid and e.tx = l.event_tx and e.seq = l.event_seq
     order by e.tx, e.seq`,
    [page.workspaceId, page.destinationId, page.replayId, page.after.tx, page.after.seq, page.limit],
  );
}
