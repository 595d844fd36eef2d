import { tokenHash } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import { shortMemory } from "../kernel/short-memory.ts";
import { type KeyedSource, sourceByKeyHash } from "./write-key-store.ts";

export type { KeyedSource };

export type WriteKeys = { source(key: string): Promise<KeyedSource | null> };

/**
 * Finds the source of a write key, by its SHA-256. Remembers answers for 3 seconds in this process, unknown keys too, so
 * that neither a busy sender nor one with a wrong key asks the database for every request.
 */
export function writeKeys(ctx: Pick<Ctx, "db" | "clock">): WriteKeys {
  const recall = shortMemory(ctx.clock, (hash: string) => sourceByKeyHash(ctx.db, hash, ctx.clock.now()));
  return { source: (key) => recall(tokenHash(key)) };
}
