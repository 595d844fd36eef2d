import type { Ctx } from "../context.ts";
import { newId } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import { insertLedgerEntries } from "./ledger-store.ts";

/** What was decided about one record, and why. `request` must have its secrets masked. */
export type Decision = {
  origin: "export" | "transfer" | "destination";
  originId: string;
  runId: string;
  verdict: "accepted" | "rejected" | "held" | "skipped";
  /** Short and stable, for example `too_large`. */
  code: string;
  /** In words, for the user. */
  reason: string;
  personId: string | null;
  /** Who it is about where a list, not a profile, says so. */
  identity: string | null;
  eventTx: string | null;
  eventSeq: string | null;
  eventName: string | null;
  messageId: string | null;
  request: JsonObject | null;
  answer: JsonObject | null;
};

/** Writes decisions in the transaction of `ctx`, in their order. */
export async function recordDecisions(
  ctx: Pick<Ctx, "db" | "clock" | "workspaceId">,
  decisions: Decision[],
): Promise<void> {
  if (decisions.length === 0) {
    return;
  }
  const at = ctx.clock.now();
  await insertLedgerEntries(
    ctx.db,
    ctx.workspaceId,
    decisions.map((decision) => ({ id: newId(at.getTime()), at, ...decision })),
  );
}
