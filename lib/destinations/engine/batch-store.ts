import type { Db } from "../../db/client.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { refusedOf } from "../stored.ts";

export type BatchKey = { workspaceId: string; destinationId: string; id: string };

export type NewBatch = BatchKey & {
  lease: string;
  version: number;
  replayId: string | null;
  /** Rising numbers of its calls. */
  seqs: string[];
  records: number;
  now: Date;
};

const least = (seqs: string[]) => seqs.reduce((a, b) => (BigInt(b) < BigInt(a) ? b : a));
const greatest = (seqs: string[]) => seqs.reduce((a, b) => (BigInt(b) > BigInt(a) ? b : a));

/**
 * Asked right before each request: whether it may leave. With `yes` its calls are noted as on their way, so that whoever
 * comes after a crash knows that they may have arrived.
 */
export async function noteSending(db: Db, batch: NewBatch): Promise<"yes" | "stopped" | "lost"> {
  const { rows } = await db.pool.query<{ ours: boolean; goes: boolean }>({
    name: "destination-sending",
    text: `with held as (
       select d.lease = $4 as ours, d.enabled and d.archived_at is null and d.version = $5::int
         and ($6::uuid is null or exists (select 1 from destination_replays p where p.workspace_id = $1::uuid
           and p.id = $6::uuid and p.status = 'RUNNING')) as goes
       from destinations d where d.workspace_id = $1::uuid and d.id = $2::uuid
     ), noted as (
       insert into destination_batches (workspace_id, destination_id, id, replay_id, seqs, first_seq, last_seq, records,
         started_at, at)
       select $1::uuid, $2::uuid, $3::uuid, $6::uuid, $7::bigint[], $8::bigint, $9::bigint, $10::int,
         $11::timestamptz, $11::timestamptz
       from held where ours and goes on conflict do nothing
     )
     select coalesce(ours, false) as ours, goes from held`,
    values: [
      batch.workspaceId,
      batch.destinationId,
      batch.id,
      batch.lease,
      batch.version,
      batch.replayId,
      batch.seqs,
      least(batch.seqs),
      greatest(batch.seqs),
      batch.records,
      batch.now.toISOString(),
    ],
  });
  const row = rows[0];
  if (!row?.ours) {
    return "lost";
  }
  return row.goes ? "yes" : "stopped";
}

export type RefusedCall = { seq: string; code: string; reason: string; record: number };

export type SentBatch = BatchKey & {
  lease: string;
  /** Its calls where they are not those that were noted. */
  seqs: string[] | null;
  attempts: number;
  retried: number;
  httpStatus: number | null;
  answer: JsonObject | null;
  refused: RefusedCall[];
  tookMs: number;
  now: Date;
};

/** Notes what the partner took. It answers, so there is no outage any more. */
export async function noteSent(db: Db, batch: SentBatch): Promise<void> {
  await db.pool.query({
    name: "destination-sent",
    text: `with sent as (
       update destination_batches set state = 'sent', seqs = coalesce($5::bigint[], seqs), attempts = $6::int,
         retried = $7::int, http_status = $8::int, answer = $9::jsonb, refused = $10::jsonb, took_ms = $11::int,
         at = $12::timestamptz
       where workspace_id = $1::uuid and destination_id = $2::uuid and id = $3::uuid
     )
     update destinations set outage = null, heartbeat_at = now() where workspace_id = $1::uuid and id = $2::uuid
       and lease = $4 and (outage is not null or heartbeat_at < now() - interval '1 minute')`,
    values: [
      batch.workspaceId,
      batch.destinationId,
      batch.id,
      batch.lease,
      batch.seqs,
      batch.attempts,
      batch.retried,
      batch.httpStatus,
      batch.answer && JSON.stringify(batch.answer),
      batch.refused.length > 0 ? JSON.stringify(batch.refused) : null,
      batch.tookMs,
      batch.now.toISOString(),
    ],
  });
}

/** Nothing of a request was taken, or nothing but what was noted otherwise. */
export async function dropBatch(db: Db, batch: BatchKey): Promise<void> {
  await db.pool.query(
    `delete from destination_batches where workspace_id = $1::uuid and destination_id = $2::uuid and id = $3::uuid`,
    [batch.workspaceId, batch.destinationId, batch.id],
  );
}

/** Splits off calls of a batch whose fate is not known, as a batch of their own that is on its way. */
export async function splitDoubt(
  db: Db,
  batch: BatchKey,
  doubt: { id: string; seqs: string[] },
): Promise<void> {
  await db.pool.query(
    `insert into destination_batches (workspace_id, destination_id, id, replay_id, seqs, first_seq, last_seq, records,
       started_at, at)
     select workspace_id, destination_id, $4::uuid, replay_id, $5::bigint[], $6::bigint, $7::bigint, cardinality($5::bigint[]),
       started_at, at from destination_batches
     where workspace_id = $1::uuid and destination_id = $2::uuid and id = $3::uuid`,
    [
      batch.workspaceId,
      batch.destinationId,
      batch.id,
      doubt.id,
      doubt.seqs,
      least(doubt.seqs),
      greatest(doubt.seqs),
    ],
  );
}

/** Leaves only these calls in a batch that is on its way. */
export async function narrowBatch(db: Db, batch: BatchKey, seqs: string[]): Promise<void> {
  await db.pool.query(
    `update destination_batches set seqs = $4::bigint[], first_seq = $5::bigint, last_seq = $6::bigint
     where workspace_id = $1::uuid and destination_id = $2::uuid and id = $3::uuid`,
    [batch.workspaceId, batch.destinationId, batch.id, seqs, least(seqs), greatest(seqs)],
  );
}

/** A batch of an earlier turn whose calls are not decided: sent, or on its way when its worker died. */
export type OpenBatch = {
  id: string;
  replayId: string | null;
  sending: boolean;
  seqs: string[];
  refused: RefusedCall[];
  answer: JsonObject | null;
  startedMs: number;
  sentMs: number;
};

export async function openBatches(db: Db, workspaceId: string, destinationId: string): Promise<OpenBatch[]> {
  const rows = await db.sql<{
    id: string;
    replay_id: string | null;
    state: string;
    seqs: string[];
    refused: unknown;
    answer: JsonObject | null;
    started_at: Date;
    at: Date;
  }>(
    `select id::text, replay_id::text, state, seqs::text[], refused, answer, started_at, at from destination_batches
     where workspace_id = $1::uuid and destination_id = $2::uuid and not booked order by started_at`,
    [workspaceId, destinationId],
  );
  return rows.map((row) => ({
    id: row.id,
    replayId: row.replay_id,
    sending: row.state === "sending",
    seqs: row.seqs,
    refused: parse(refusedOf, row.refused) ?? [],
    answer: row.answer,
    startedMs: row.started_at.getTime(),
    sentMs: row.at.getTime(),
  }));
}
