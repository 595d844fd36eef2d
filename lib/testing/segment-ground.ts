import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { browsers } from "../events/browsers.ts";
import { contexts } from "../events/contexts.ts";
import { advance } from "../events/log.ts";
import { insertMissingCursors } from "../events/log-store.ts";
import { fixedClock } from "../kernel/clock.ts";
import type { JsonObject } from "../kernel/json.ts";
import { type Definition, definition } from "../segments/definition.ts";
import { judgeDues } from "../segments/live/dues.ts";
import { followOnce } from "../segments/live/follow.ts";
import { proveOnce } from "../segments/live/prove.ts";
import { insertLiveCursors } from "../segments/live/window-store.ts";
import { refreshNext } from "../segments/membership/refresh.ts";
import { createSegment } from "../segments/verbs/create-segment.ts";
import { ingestGround, sender } from "./ingest.ts";
import { othersAreDone } from "./others-are-done.ts";

export type SegmentGround = Awaited<ReturnType<typeof segmentGround>>;

/** A workspace whose clock stands at `now` until it is moved, with what workers do for its segments, done when asked. */
export async function segmentGround(db: Db, now: string | Date) {
  const clock = fixedClock(now);
  const ground = await ingestGround(db, clock);
  const ctx: Ctx & { clock: typeof clock } = { ...ground.ctx, clock };
  const send = sender(ctx, ground.key);
  await insertLiveCursors(db.pool, clock.now());
  await insertMissingCursors(db, [contexts.name, browsers.name]);
  let made = 0;
  let followed = 0;

  const ids = async (sql: string, ...values: unknown[]) => {
    const rows = await db.sql<{ id: string }>(sql, [ctx.workspaceId, ...values]);
    return rows.map(({ id }) => id);
  };

  return {
    ...ground,
    ctx,
    clock,
    send,
    /** Calls of the batch endpoint; a timestamp that is not given is now. */
    batch: async (...calls: JsonObject[]) => {
      const reply = await send("batch", {
        batch: calls.map((call) => ({ timestamp: clock.now().toISOString(), ...call })),
      });
      if (reply.status !== 200) {
        throw new Error(`The calls were refused: ${JSON.stringify(reply)}`);
      }
    },
    make: (kind: "past" | "live", given: unknown) => {
      made += 1;
      const asked: Definition = definition.parse(given);
      return createSegment(ctx, {
        name: `Segment ${made}`,
        description: "",
        labels: [],
        kind,
        definition: asked,
      });
    },
    /** What came is followed, what is due judged; nobody else's open transaction stands before it. */
    follow: async () => {
      await othersAreDone(db);
      await advance(ctx, contexts, ctx.workspaceId);
      await advance(ctx, browsers, ctx.workspaceId);
      const hurry = async () => {
        while (await proveOnce(ctx)) {}
      };
      followed += 1;
      // Whoever hurries may come late, too.
      const late = followed % 2 === 0;
      await (late ? undefined : hurry());
      while (await followOnce(ctx)) {}
      while (await judgeDues(ctx)) {}
      await (late ? hurry() : undefined);
    },
    /** Every segment that is due is worked out. */
    refresh: async () => {
      while (await refreshNext(ctx)) {}
    },
    /** User IDs of members, in order. */
    members: (segmentId: string) =>
      ids(
        `select coalesce(p.user_id, p.id::text) as id from segment_members m
         join people p on p.workspace_id = m.workspace_id and p.id = m.person_id
         where m.workspace_id = $1::uuid and m.segment_id = $2::uuid order by 1`,
        segmentId,
      ),
    /** `+user cause` and `-user cause`, in order. */
    changes: (segmentId: string) =>
      ids(
        `select (case when c.entered then '+' else '-' end) || coalesce(p.user_id, '?') || ' ' || c.cause as id
         from segment_changes c left join people p on p.workspace_id = c.workspace_id and p.id = c.person_id
         where c.workspace_id = $1::uuid and c.segment_id = $2::uuid order by c.tx, c.seq`,
        segmentId,
      ),
  };
}
