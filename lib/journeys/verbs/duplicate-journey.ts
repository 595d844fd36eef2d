import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { freeCopyName } from "../../db/names.ts";
import { parse } from "../../kernel/parse.ts";
import { insertJourney } from "../journey-store.ts";
import { newJourney } from "../new-journey.ts";
import { type JourneyOf, type JourneyView, journeyOf } from "../schema.ts";
import { readDocument } from "../upgrade.ts";
import { journeyInWorkspace, journeyView } from "../views.ts";

/**
 * A draft with the same document, as "… (copy)": without secrets, which belong to the journey they were given to. Throws
 * `not_found`.
 */
export async function duplicateJourney(ctx: Ctx, input: JourneyOf): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  const { id } = parse(journeyOf, input);
  const original = await journeyInWorkspace(ctx, id);
  const { description, labels, draft } = original;
  const copy = await inTransaction(ctx, async (tx) => {
    const name = await freeCopyName(tx.db, "journeys", tx.workspaceId, original.name);
    const journey = newJourney(tx, { name, description, labels, draft: readDocument(draft) });
    await insertJourney(tx.db, tx.workspaceId, journey);
    await audit(tx, {
      action: "journey.created",
      object: { kind: "journey", id: journey.id, name: journey.name },
      changes: { copyOf: { from: null, to: original.name } },
    });
    return journey;
  });
  return journeyView(ctx, copy.id);
}
