import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { closeJourneyGate } from "../../db/journey-gate.ts";
import { wake } from "../../db/wake.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { sweepNow } from "../engine/sweep.ts";
import { lockJourney } from "../journey-store.ts";
import { publishLocked } from "../publish.ts";
import { type JourneyView, type PublishJourney, publishJourney as schema } from "../schema.ts";
import { journeyInWorkspace, journeyView, onlyNewest } from "../views.ts";

/**
 * Publishes a journey's draft as its next version. Those who are in it finish theirs, or move, as asked for. Throws
 * `invalid` with all problems, `conflict` for another revision than the newest, `precondition` for one that is archived, or
 * that very many people still leave since it was stopped.
 */
export async function publishJourney(ctx: Ctx, input: PublishJourney): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  const given = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await closeJourneyGate(tx.db, tx.workspaceId);
    await lockJourney(tx.db, tx.workspaceId, given.id);
    const record = await journeyInWorkspace(tx, given.id);
    await onlyNewest(tx, record, given.revision);
    if (record.archivedAt) {
      throw new Fault("precondition", "It is archived. Put it back first.");
    }
    // Whoever was in it when it was stopped is out of it, also where the worker has not come to that yet.
    if (record.status === "STOPPED" && !(await sweepNow(tx, given.id))) {
      throw new Fault("precondition", "People still leave it since it was stopped. Try again in a moment.");
    }
    await publishLocked(tx, record, given);
  });
  wake(ctx.db.pool, "journeys", ctx.workspaceId);
  return journeyView(ctx, given.id);
}
