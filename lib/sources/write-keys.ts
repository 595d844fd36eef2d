import { tokenHash } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import { type KeyedSource, sourceByKeyHash } from "./write-key-store.ts";

export type { KeyedSource };

/** How long an answer is remembered: a revoked key or a disabled source is refused within this time. */
const REMEMBER_MS = 3_000;
const MAX_REMEMBERED = 2_000;

export type WriteKeys = { source(key: string): Promise<KeyedSource | null> };

/**
 * Finds the source of a write key, by its SHA-256. Remembers answers for 3 seconds in this process, unknown keys too, so
 * that neither a busy sender nor one with a wrong key asks the database for every request.
 */
export function writeKeys(ctx: Pick<Ctx, "db" | "clock">): WriteKeys {
  const remembered = new Map<string, { until: number; source: Promise<KeyedSource | null> }>();
  return {
    source: (key) => {
      const hash = tokenHash(key);
      const now = ctx.clock.now();
      const entry = remembered.get(hash);
      if (entry && entry.until > now.getTime()) {
        return entry.source;
      }
      const source = sourceByKeyHash(ctx.db, hash, now);
      // A failed look-up must not be remembered; its own caller gets the error.
      source.catch(() => remembered.delete(hash));
      remembered.delete(hash);
      remembered.set(hash, { until: now.getTime() + REMEMBER_MS, source });
      for (const oldest of remembered.keys()) {
        if (remembered.size <= MAX_REMEMBERED) {
          break;
        }
        remembered.delete(oldest);
      }
      return source;
    },
  };
}
