import type { Db } from "../../db/client.ts";
import { type Outage, outage } from "../../delivery/outage.ts";
import { completeUpTo, isInLog } from "../../events/first-in-log.ts";
import { leaseIsFree } from "../../jobs/lease.ts";
import { parse } from "../../kernel/parse.ts";
import { switchesOf } from "../stored.ts";

/** A place in the event log. */
export type Place = { tx: string; seq: string };

export type ClaimedDestination = {
  id: string;
  sourceId: string;
  connectionId: string;
  switches: Record<string, boolean>;
  filterMode: string;
  eventNames: string[];
  version: number;
  /** Every call up to here is decided. */
  position: Place;
  outage: Outage | null;
};

/** SQL: destination `r` may send at $1, in ms. What halted it is over when its connection was mended since. */
const mayWork = `r.enabled and r.mode = 'cloud' and r.archived_at is null
  and (r.outage is null or (r.outage->>'nextMs')::float8 <= $1::float8)
  and (r.halted is null or exists (select 1 from connections c where c.workspace_id = r.workspace_id
    and c.id = r.connection_id and c.status = 'connected' and c.updated_at > r.halted_at))`;

export type DueDestination = { workspaceId: string; id: string };

/**
 * Destinations that nobody works on and that have something to do: calls behind their position, of whatever source, or a
 * replay. Those that waited longest come first.
 */
export async function dueDestinations(
  db: Db,
  look: { now: Date; except: string[]; limit: number },
): Promise<DueDestination[]> {
  return db.sql<DueDestination>(
    `select r.workspace_id::text as "workspaceId", r.id::text as id from destinations r
     where ${mayWork} and r.id <> all($2::uuid[]) and ${leaseIsFree}
       and (${isInLog("r.workspace_id", `(e.tx, e.seq) > (r.position_tx, r.position_seq) and e.tx < ${completeUpTo}`)}
         or exists (select 1 from destination_replays p where p.workspace_id = r.workspace_id
           and p.destination_id = r.id and p.status in ('PENDING', 'RUNNING')))
     order by r.heartbeat_at nulls first limit $3::int`,
    [look.now.getTime(), look.except, look.limit],
  );
}

/** The newest number given to a call, whatever the workspace: while it stays the same, nothing came. */
export async function newestSeq(db: Db): Promise<string> {
  const rows = await db.sql<{ seq: string }>(`select last_value::text as seq from events_seq_seq`);
  return rows[0]?.seq ?? "0";
}

/** Takes a destination under a lease. Null when it may not send, or somebody works on it. */
export async function claimDestination(
  db: Db,
  claim: { workspaceId: string; id: string; lease: string; activeHere: string[]; now: Date },
): Promise<ClaimedDestination | null> {
  const rows = await db.sql<{
    source_id: string;
    connection_id: string;
    settings: unknown;
    filter_mode: string;
    event_names: string[];
    version: number;
    position_tx: bigint;
    position_seq: bigint;
    outage: unknown;
  }>(
    `update destinations r set lease = $4, heartbeat_at = now(), halted = null, halted_at = null
     where r.workspace_id = $2::uuid and r.id = $3::uuid and ${mayWork}
       and (${leaseIsFree} or (split_part(r.lease, '/', 1) = split_part($4, '/', 1) and r.lease <> all($5::text[])))
     returning r.*`,
    [claim.now.getTime(), claim.workspaceId, claim.id, claim.lease, claim.activeHere],
  );
  const row = rows[0];
  return row
    ? {
        id: claim.id,
        sourceId: row.source_id,
        connectionId: row.connection_id,
        switches: parse(switchesOf, row.settings),
        filterMode: row.filter_mode,
        eventNames: row.event_names,
        version: row.version,
        position: { tx: String(row.position_tx), seq: String(row.position_seq) },
        outage: row.outage === null ? null : parse(outage, row.outage),
      }
    : null;
}

type Held = { workspaceId: string; id: string; lease: string };

/** Gives a destination back. With `outage` it is due again when that says so. */
export async function releaseDestination(
  db: Db,
  { workspaceId, id, lease }: Held,
  outage: Outage | null = null,
): Promise<void> {
  await db.sql(
    `update destinations set lease = null, heartbeat_at = now(), outage = coalesce($4::jsonb, outage)
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [workspaceId, id, lease, outage && JSON.stringify(outage)],
  );
}

/** Notes that the partner takes nothing, so that whoever looks sees it. */
export async function noteOutage(db: Db, { workspaceId, id, lease }: Held, outage: Outage): Promise<void> {
  await db.sql(
    `update destinations set heartbeat_at = now(), outage = $4::jsonb
     where workspace_id = $1::uuid and id = $2::uuid and lease = $3`,
    [workspaceId, id, lease, JSON.stringify(outage)],
  );
}

/** Stops a destination until somebody acts, and gives it back. Resolves with its name, null when it was lost. */
export async function haltDestination(
  db: Db,
  { workspaceId, id, lease }: Held,
  halt: { reason: string; now: Date },
): Promise<string | null> {
  const rows = await db.sql<{ name: string }>(
    `update destinations d set lease = null, outage = null, halted = $4, halted_at = $5::timestamptz
     from sources s where d.workspace_id = $1::uuid and d.id = $2::uuid and d.lease = $3
       and s.workspace_id = d.workspace_id and s.id = d.source_id
     returning s.name || ' to ' || d.name as name`,
    [workspaceId, id, lease, halt.reason, halt.now.toISOString()],
  );
  return rows[0]?.name ?? null;
}
