import { setTimeout as sleep } from "node:timers/promises";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { isConflict } from "../../db/queryable.ts";
import { wake } from "../../db/wake.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Filters } from "../external/filters.ts";
import { type CallOutcome, queueCalls, type TriggerCall } from "../external/queue-calls.ts";

const MAX_ATTEMPTS = 5;

async function queueIn(ctx: Ctx, filters: Filters, calls: readonly TriggerCall[]): Promise<CallOutcome[]> {
  for (let tries = 0; tries < MAX_ATTEMPTS; tries += 1) {
    try {
      return await queueCalls(ctx, filters, calls);
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
      await sleep(backoffMs(tries, { firstMs: 2, maxMs: 200 }));
    }
  }
  throw new Fault("unavailable", "The campaign is busy with other changes; send this one again.");
}

/**
 * Queues External Trigger calls of any workspaces, a transaction for each of these. Resolves the outcomes, in the order of
 * calls, once they are committed. Doing it again with the same calls changes nothing.
 */
export async function queueTriggerCalls(
  ctx: Ctx,
  filters: Filters,
  calls: readonly TriggerCall[],
): Promise<CallOutcome[]> {
  authorise(ctx, "ingest.write");
  const outcomes = new Map<string, CallOutcome>();
  for (const workspaceId of new Set(calls.map((call) => call.workspaceId))) {
    const own = calls.filter((call) => call.workspaceId === workspaceId);
    const decided = await queueIn({ ...ctx, workspaceId }, filters, own);
    decided.forEach((outcome, place) => {
      outcomes.set(own[place]?.id ?? "", outcome);
    });
    wake(ctx.db.pool, "campaigns", workspaceId);
  }
  return calls.flatMap(({ id }) => outcomes.get(id) ?? []);
}
