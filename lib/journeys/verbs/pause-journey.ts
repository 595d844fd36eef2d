import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { closeJourneyGate } from "../../db/journey-gate.ts";
import { wake } from "../../db/wake.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { moveHeld } from "../engine/due-store.ts";
import { changeJourney, lockJourney } from "../journey-store.ts";
import {
  type JourneyOf,
  type JourneyView,
  journeyOf,
  type PauseJourney,
  pauseJourney as schema,
} from "../schema.ts";
import { journeyInWorkspace, journeyView } from "../views.ts";

/**
 * Lets nobody enter from when this has returned on. `hold`: nobody moves either and no further request leaves; what happens
 * meanwhile to people in it counts when it goes on. `go_on`: those who are in it go their way. Throws `precondition` when it
 * does not run.
 */
export async function pauseJourney(ctx: Ctx, input: PauseJourney): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  const { id, people } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await closeJourneyGate(tx.db, tx.workspaceId);
    await lockJourney(tx.db, tx.workspaceId, id);
    const { name, status } = await journeyInWorkspace(tx, id);
    if (status !== "RUNNING" && status !== "SCHEDULED") {
      throw new Fault("precondition", "This journey does not run.");
    }
    await changeJourney(tx.db, tx.workspaceId, id, {
      ...{ status: "PAUSED", goesOn: people === "go_on", changedAt: tx.clock.now() },
    });
    await audit(tx, {
      action: "journey.paused",
      object: { kind: "journey", id, name },
      changes: { people: { from: null, to: people } },
    });
  });
  return journeyView(ctx, id);
}

/** Goes on with a paused journey: who was due meanwhile is moved now. Throws `precondition` when it is not paused. */
export async function resumeJourney(ctx: Ctx, input: JourneyOf): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  const { id } = parse(journeyOf, input);
  await inTransaction(ctx, async (tx) => {
    await closeJourneyGate(tx.db, tx.workspaceId);
    await lockJourney(tx.db, tx.workspaceId, id);
    const { name, status, nextRunAt, runs, runAt } = await journeyInWorkspace(tx, id);
    if (status !== "PAUSED") {
      throw new Fault("precondition", "This journey is not paused.");
    }
    const now = tx.clock.now();
    const ahead = nextRunAt !== null && nextRunAt > now && runs === 0 && runAt === null;
    await changeJourney(tx.db, tx.workspaceId, id, {
      status: ahead ? "SCHEDULED" : "RUNNING",
      goesOn: false,
      changedAt: now,
    });
    await moveHeld(tx.db, tx.workspaceId, id, now);
    await audit(tx, { action: "journey.resumed", object: { kind: "journey", id, name } });
  });
  wake(ctx.db.pool, "journeys", ctx.workspaceId);
  return journeyView(ctx, id);
}
