import type { Ctx } from "../../context.ts";
import { KEEP_CALLS_MS } from "./limits.ts";
import { deleteCalls } from "./queue-store.ts";

const PAGE = 2_000;

/** The lowest id (UUID version 7) that something of this moment can have. */
function lowestIdOf(at: Date): string {
  const hex = at.getTime().toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/**
 * Deletes some calls that are older than they are kept for (30 days), with their payloads, receipts and keys. Not those by
 * which somebody still waits. True: there may be more.
 */
export async function pruneCalls(ctx: Ctx): Promise<boolean> {
  const before = lowestIdOf(new Date(ctx.clock.now().getTime() - KEEP_CALLS_MS));
  return (await deleteCalls(ctx.db, before, PAGE)) === PAGE;
}
