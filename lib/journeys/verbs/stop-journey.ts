import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { closeJourneyGate } from "../../db/journey-gate.ts";
import { wake } from "../../db/wake.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { changeJourney, lockJourney } from "../journey-store.ts";
import { type JourneyOf, type JourneyView, journeyOf } from "../schema.ts";
import { activeStatuses } from "../statuses.ts";
import { journeyInWorkspace, journeyView } from "../views.ts";

/**
 * Stops a journey: once this has returned nobody enters or moves and no further request leaves; who is in it leaves it soon
 * after. It may be published again. Throws `precondition` when it does not run.
 */
export async function stopJourney(ctx: Ctx, input: JourneyOf): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  const { id } = parse(journeyOf, input);
  await inTransaction(ctx, async (tx) => {
    await closeJourneyGate(tx.db, tx.workspaceId);
    await lockJourney(tx.db, tx.workspaceId, id);
    const { name, status } = await journeyInWorkspace(tx, id);
    if (!activeStatuses.includes(status)) {
      throw new Fault("precondition", "This journey does not run.");
    }
    const now = tx.clock.now();
    const by = actorName(tx.actor);
    await changeJourney(tx.db, tx.workspaceId, id, {
      goesOn: false,
      ...{ status: "STOPPED", reason: `Stopped by ${by}`, waiting: null, nextRunAt: null },
      ...{ runAt: null, runCursor: null, stoppedBy: by, endedAt: now, sweptAt: null, changedAt: now },
    });
    await audit(tx, {
      action: "journey.stopped",
      object: { kind: "journey", id, name },
      changes: { status: { from: status, to: "STOPPED" } },
    });
  });
  wake(ctx.db.pool, "journeys", ctx.workspaceId);
  return journeyView(ctx, id);
}
