import { last4 } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import type { Refusal } from "./refusal.ts";
import { insertRefusedCalls } from "./refused-call-store.ts";

const BODY_BYTES = 4_096;
/** Recorded per source and process: a short burst, then this many a second. */
const PER_SECOND = 5;
const BURST = 20;
const MAX_SOURCES = 5_000;

/** Who sent what was refused, and to which address. */
export type RefusedRequest = { workspaceId: string; sourceId: string; call: string; key: string };
/** What was refused; its text is made only where it is kept. */
export type RefusedCall = { body(): Buffer; refusal: Refusal };

export type RefusedCalls = { record(request: RefusedRequest, calls: readonly RefusedCall[]): Promise<void> };

const unstorable = /[\0\p{Surrogate}]/gu;

/** The beginning of a body as text that PostgreSQL can hold, the write key masked. */
export function bodyExcerpt(body: Buffer, key: string): string {
  const text = body.subarray(0, BODY_BYTES).toString("utf8").replace(unstorable, "\ufffd");
  return key.length >= 8 ? text.replaceAll(key, `••••${last4(key)}`) : text;
}

/**
 * Keeps refused calls for the debugger, at a bounded rate per source: a sender gone wrong must not fill the disk. Those
 * beyond the rate are counted with the next one that is kept, so a source's count lacks at most its last fifth of a second.
 */
export function refusedCalls(ctx: Pick<Ctx, "db" | "clock">): RefusedCalls {
  const buckets = new Map<string, { left: number; at: number; missed: number }>();
  /** How many refused calls this one stands for, itself included; 0: it is not recorded, a later one counts it. */
  const countFor = (sourceId: string, now: number): number => {
    const bucket = buckets.get(sourceId) ?? { left: BURST, at: now, missed: 0 };
    const left = Math.min(BURST, bucket.left + ((now - bucket.at) / 1_000) * PER_SECOND);
    if (buckets.size > MAX_SOURCES) {
      buckets.clear();
    }
    const counted = left >= 1 ? bucket.missed + 1 : 0;
    const missed = counted > 0 ? 0 : bucket.missed + 1;
    buckets.set(sourceId, { left: counted > 0 ? left - 1 : left, at: now, missed });
    return counted;
  };
  return {
    record: async ({ workspaceId, sourceId, call, key }, calls) => {
      const at = ctx.clock.now();
      const rows = calls.flatMap(({ body, refusal }) => {
        const count = countFor(sourceId, at.getTime());
        return count === 0
          ? []
          : [
              {
                id: newId(at.getTime()),
                status: refusal.status,
                field: refusal.field.replace(unstorable, "\ufffd"),
                reason: refusal.message.replace(unstorable, "\ufffd"),
                body: bodyExcerpt(body(), key),
                count,
              },
            ];
      });
      if (rows.length > 0) {
        await insertRefusedCalls(ctx.db, { workspaceId, sourceId, call, at }, rows);
      }
    },
  };
}
