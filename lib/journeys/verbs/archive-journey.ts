import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { changeJourney, lockJourney } from "../journey-store.ts";
import { type JourneyOf, type JourneyView, journeyOf } from "../schema.ts";
import { activeStatuses } from "../statuses.ts";
import { journeyInWorkspace, journeyView } from "../views.ts";

async function setArchived(ctx: Ctx, input: JourneyOf, archived: boolean): Promise<JourneyView> {
  const { id } = parse(journeyOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockJourney(tx.db, tx.workspaceId, id);
    const { name, status, archivedAt } = await journeyInWorkspace(tx, id);
    if ((archivedAt !== null) === archived) {
      return;
    }
    if (archived && activeStatuses.includes(status)) {
      throw new Fault("precondition", "People may be in it. Stop it first.");
    }
    const now = tx.clock.now();
    await changeJourney(tx.db, tx.workspaceId, id, { archivedAt: archived ? now : null, changedAt: now });
    await audit(tx, {
      action: archived ? "journey.archived" : "journey.restored",
      object: { kind: "journey", id, name },
    });
  });
  return journeyView(ctx, id);
}

/** Puts a journey out of the list. Throws `not_found`, `precondition` while people may be in it. */
export async function archiveJourney(ctx: Ctx, input: JourneyOf): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  return setArchived(ctx, input, true);
}

/** Puts an archived journey back. Throws `not_found`. */
export async function unarchiveJourney(ctx: Ctx, input: JourneyOf): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  return setArchived(ctx, input, false);
}
