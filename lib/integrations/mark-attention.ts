import { type Ctx, inTransaction } from "../context.ts";
import { setStatus } from "./set-status.ts";

/** Shows on the Partners page that a connection does not work, and why; for exports that were refused. */
export async function markAttention(ctx: Ctx, connectionId: string, problem: string): Promise<void> {
  await inTransaction(ctx, (tx) => setStatus(tx, connectionId, { status: "attention", problem }));
}
