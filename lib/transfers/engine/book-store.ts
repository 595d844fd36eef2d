import type { Queryable, Sql } from "../../db/queryable.ts";
import type { MemberPlace } from "../run-settings.ts";
import { type HeldRun, transferFirst } from "./run-store.ts";

/** What the partner said about one member. */
export type MemberVerdict = {
  identity: string;
  change: "set" | "remove";
  code: string | null;
  reason: string | null;
};

export type TransferBooking = HeldRun & {
  transferId: string;
  /** The value that `set` gives. */
  name: string;
  lastPlace: MemberPlace;
  /** False for a batch behind one that was never sent: it counts, but the run's position stays. */
  inOrder: boolean;
  set: number;
  removed: number;
  rejected: number;
  retried: number;
  bytes: number;
  verdicts: MemberVerdict[];
  now: Date;
};

const booked = `${transferFirst}, run as (
  update transfer_runs r set cursor = case when $5::boolean then $4::jsonb else r.cursor end,
    read = r.read + $6::int, accepted = r.accepted + $7::int, removed = r.removed + $8::int,
    rejected = r.rejected + $9::int, retried = r.retried + $10::int, bytes = r.bytes + $11::bigint,
    batches = r.batches + 1, waiting = null, heartbeat_at = $12::timestamptz
  from held where r.transfer_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid and r.lease = $3
    -- What a crash of the server takes back is compared and sent again; the run's end waits for all of it.
    and set_config('synchronous_commit', 'off', true) is not null
  returning r.transfer_id
)`;
const told = `update transfers set waiting = null where workspace_id = $1::uuid and id = (select transfer_id from run)
  returning id`;

const valuesOf = (booking: TransferBooking) => [
  booking.workspaceId,
  booking.runId,
  booking.lease,
  JSON.stringify(booking.lastPlace),
  booking.inOrder,
  booking.verdicts.length,
  booking.set,
  booking.removed,
  booking.rejected,
  booking.retried,
  booking.bytes,
  booking.now.toISOString(),
  booking.name,
  booking.verdicts.map((verdict) => verdict.identity),
];

/**
 * Books an acknowledged batch: what the partner holds now of each member, the run's counters and position, in one
 * statement. False when the run is no longer held under this lease; then nothing was written.
 */
export async function bookTransferBatch(db: Sql, booking: TransferBooking): Promise<boolean> {
  const { verdicts } = booking;
  const rows = await db.sql<{ id: string }>(
    `with ${booked}, members as (
       insert into transfer_members as t (workspace_id, transfer_id, identity, holds, refused, refused_value, code, reason,
         run_id, at)
       select $1::uuid, run.transfer_id, g.identity,
         case when g.code is null and g.change = 'set' then $13::text end,
         case when g.code is not null then g.change end,
         case when g.code is not null and g.change = 'set' then $13::text end,
         g.code, g.reason, $2::uuid, $12::timestamptz
       from run, unnest($14::text[], $15::text[], $16::text[], $17::text[]) as g(identity, change, code, reason)
       on conflict (workspace_id, transfer_id, identity) do update set
         holds = case when excluded.refused is null then excluded.holds else t.holds end,
         refused = excluded.refused, refused_value = excluded.refused_value, code = excluded.code,
         reason = excluded.reason, run_id = excluded.run_id, at = excluded.at
     )
     ${told}`,
    [
      ...valuesOf(booking),
      verdicts.map((verdict) => verdict.change),
      verdicts.map((verdict) => verdict.code),
      verdicts.map((verdict) => verdict.reason),
    ],
  );
  return rows.length === 1;
}

/**
 * The same for a batch of members of whom nothing is noted yet and who all took the value. Looking out for rows that are
 * there costs as much as writing them does. Null, and nothing written, when there is one all the same.
 */
export async function bookNewMembers(pool: Queryable, booking: TransferBooking): Promise<boolean | null> {
  try {
    const { rows } = await pool.query<{ id: string }>({
      name: "transfers.book-new",
      text: `with ${booked}, members as (
          insert into transfer_members (workspace_id, transfer_id, identity, holds, run_id, at)
          select $1::uuid, run.transfer_id, g.identity, $13::text, $2::uuid, $12::timestamptz
          from run, unnest($14::text[]) as g(identity)
        )
        ${told}`,
      values: valuesOf(booking),
    });
    return rows.length === 1;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "23505") {
      return null;
    }
    throw error;
  }
}
