import type { Db } from "../db/client.ts";
import { latencyStep, latencySteps } from "../destinations/latency.ts";
import { newId } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";

/** What the engine books of calls, for tests of those who read the books. */
export type Decided = {
  verdict: "skipped" | "rejected";
  code: string;
  reason: string;
  at?: Date;
  runId?: string;
};

/** Books a decision about the calls of these messages, as rows of the ledger; answers with their ids. */
export async function bookDecisions(
  db: Db,
  destinationId: string,
  messageIds: string[],
  { verdict, code, reason, at = new Date(), runId = destinationId }: Decided,
): Promise<string[]> {
  const request = {
    method: "POST",
    url: "https://partner.test",
    headers: {},
    body: '{"d":[{"type":"event"}]}',
  };
  const answer = { status: 200, body: '{"status":"fail"}', message: reason };
  const ids = messageIds.map(() => newId(at.getTime()));
  await db.sql(
    `insert into ledger_entries (workspace_id, id, at, origin, origin_id, run_id, verdict, code, reason, person_id,
       event_tx, event_seq, event_name, message_id, request, answer)
     select d.workspace_id, m.id, $4::timestamptz, 'destination', d.id, $10::uuid, $5, $6, $7, e.person_id, e.tx, e.seq,
       e.name, e.message_id, $8::jsonb, $9::jsonb
     from destinations d cross join unnest($2::text[], $3::uuid[]) as m(message_id, id)
     join events e on e.workspace_id = d.workspace_id and e.message_id = m.message_id where d.id = $1::uuid`,
    [
      destinationId,
      messageIds,
      ids,
      at,
      verdict,
      code,
      reason,
      verdict === "rejected" ? JSON.stringify(request) : null,
      verdict === "rejected" ? JSON.stringify(answer) : null,
      runId,
    ],
  );
  return ids;
}

/** Books one request that the partner took, with the calls of these messages. */
export async function bookRequest(
  db: Db,
  destinationId: string,
  messageIds: string[],
  options: { at?: Date; retried?: number; replayId?: string; answer?: JsonObject } = {},
): Promise<void> {
  const {
    at = new Date(),
    retried = 0,
    replayId = null,
    answer = { status: 200, body: "{}", message: "Taken." },
  } = options;
  await db.sql(
    `insert into destination_batches (workspace_id, destination_id, id, replay_id, seqs, first_seq, last_seq, records,
       state, attempts, retried, http_status, answer, took_ms, started_at, at)
     select d.workspace_id, d.id, $3::uuid, $4::uuid, array_agg(e.seq order by e.seq), min(e.seq), max(e.seq), count(*),
       'sent', 1 + $6::int, $6::int, 200, $7::jsonb, 42, $5::timestamptz, $5::timestamptz
     from destinations d join events e on e.workspace_id = d.workspace_id and e.message_id = any($2::text[])
     where d.id = $1::uuid group by d.workspace_id, d.id`,
    [destinationId, messageIds, newId(), replayId, at, retried, JSON.stringify(answer)],
  );
}

/** Moves a destination's position behind the newest call of its workspace: all of them are decided. */
export async function bookPosition(db: Db, destinationId: string): Promise<void> {
  await db.sql(
    `update destinations d set (position_tx, position_seq) = (
       select e.tx, e.seq from events e where e.workspace_id = d.workspace_id order by e.tx desc, e.seq desc limit 1)
     where d.id = $1::uuid`,
    [destinationId],
  );
}

export type Counted = {
  stage: string;
  count: number;
  at: Date;
  code?: string;
  reason?: string;
  replayed?: boolean;
  /** all of them took so long */
  tookMs?: number;
};

/** Books counts of minutes. */
export async function bookCounts(db: Db, destinationId: string, counts: Counted[]): Promise<void> {
  const { workspaceId } = await db.prisma.destination.findFirstOrThrow({ where: { id: destinationId } });
  await db.prisma.destinationCount.createMany({
    data: counts.map(({ stage, count, at, code = "", reason = "", replayed = false, tookMs }) => ({
      workspaceId,
      destinationId,
      minute: new Date(Math.floor(at.getTime() / 60_000) * 60_000),
      stage,
      code,
      reason,
      replayed,
      count,
      latency:
        tookMs === undefined
          ? []
          : latencySteps.map((_, index) => (index === latencyStep(tookMs) ? BigInt(count) : 0n)),
    })),
  });
}

/** Books that the partner finally refused the newest call of the destination's source. */
export async function refuseNewest(db: Db, destinationId: string): Promise<void> {
  const [newest] = await db.sql<{ message_id: string }>(
    `select e.message_id from destinations d join events e on e.workspace_id = d.workspace_id
       and e.source_id = d.source_id where d.id = $1::uuid order by e.tx desc, e.seq desc limit 1`,
    [destinationId],
  );
  await bookDecisions(db, destinationId, [newest?.message_id ?? ""], {
    verdict: "rejected",
    code: "clevertap_513",
    reason: "CleverTap refuses the event's name.",
  });
}
