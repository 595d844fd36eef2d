import type { Db } from "../../db/client.ts";
import type { RecordKey } from "../run-settings.ts";
import { exportFirst } from "./run-store.ts";

export type Booking = {
  workspaceId: string;
  runId: string;
  lease: string;
  number: number;
  firstKey: RecordKey;
  lastKey: RecordKey;
  /** False for a batch behind one that was never sent: it counts, but the run's position stays. */
  inOrder: boolean;
  read: number;
  accepted: number;
  rejected: number;
  /** Requests it took; 0 when no record of it could be sent. */
  attempts: number;
  retried: number;
  bytes: number;
  httpStatus: number | null;
  tookMs: number;
  /** A record that was rejected before is no longer, or not a second time, part of the export's rejected ones. */
  retry: boolean;
  now: Date;
};

/**
 * Books an acknowledged batch: its row, the run's counters and position, the export's totals, in one statement. False when
 * the run is no longer held under this lease; then nothing was written. Its commit does not wait for the disk: what a
 * crash of the server takes back is sent again under the same ids, and the run's end waits for all of it.
 */
export async function bookBatch(db: Db, booking: Booking): Promise<boolean> {
  const rows = await db.sql<{ id: string }>(
    `with ${exportFirst}, run as (
       update export_runs r set cursor = case when $17::boolean then $6::jsonb else r.cursor end,
         read = r.read + $7::int, accepted = r.accepted + $8::int, rejected = r.rejected + $9::int,
         retried = r.retried + $11::int, bytes = r.bytes + $12::bigint,
         waiting = null, heartbeat_at = $15::timestamptz
       from held where r.export_id = held.id and r.workspace_id = $1::uuid and r.id = $2::uuid and r.lease = $3
         and set_config('synchronous_commit', 'off', true) is not null
       returning export_id
     ), batch as (
       insert into export_batches (workspace_id, run_id, number, first_key, last_key, records, accepted, rejected,
         attempts, bytes, http_status, took_ms, at)
       select $1::uuid, $2::uuid, $4::int, $5::jsonb, $6::jsonb, $7::int, $8::int, $9::int,
         $10::int, $12::int, $13::int, $14::int, $15::timestamptz from run
     )
     update exports set accepted = accepted + $8::int, waiting = null,
       rejected = rejected + case when $16::boolean then -$8::int else $9::int end
     where workspace_id = $1::uuid and id = (select export_id from run) returning id`,
    [
      booking.workspaceId,
      booking.runId,
      booking.lease,
      booking.number,
      JSON.stringify(booking.firstKey),
      JSON.stringify(booking.lastKey),
      booking.read,
      booking.accepted,
      booking.rejected,
      booking.attempts,
      booking.retried,
      booking.bytes,
      booking.httpStatus,
      booking.tookMs,
      booking.now.toISOString(),
      booking.retry,
      booking.inOrder,
    ],
  );
  return rows.length === 1;
}
