import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { type HeldSource, lockSource } from "./store.ts";

/**
 * The source, held until the transaction of `ctx` ends, so that it is not archived meanwhile and nothing is attached to it
 * twice at once. Throws `not_found` for another's or an archived one.
 */
export async function holdSource(tx: Pick<Ctx, "db" | "workspaceId">, id: string): Promise<HeldSource> {
  const source = await lockSource(tx.db, tx.workspaceId, id);
  if (!source) {
    throw new Fault("not_found", "There is no such source in this workspace.");
  }
  return source;
}
