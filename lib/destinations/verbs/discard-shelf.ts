import type { z } from "zod";
import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import type { ChooseShelf, discardedView } from "../schema.ts";
import { chosenOf } from "../shelf.ts";
import { discardRows } from "../shelf-store.ts";

/** Takes refused calls from the shelf; they stay in the ledger. Throws `invalid` for an empty choice, `not_found`. */
export async function discardShelf(ctx: Ctx, input: ChooseShelf): Promise<z.output<typeof discardedView>> {
  authorise(ctx, "destinations.write");
  const { id, filter } = await chosenOf(ctx, input);
  return inTransaction(ctx, async (tx) => {
    const record = await destinationInWorkspace(tx, id);
    const of = { workspaceId: tx.workspaceId, destinationId: id };
    const by = { name: actorName(tx.actor), now: tx.clock.now() };
    const discarded = await discardRows(tx.db, of, filter, by);
    if (discarded > 0) {
      await audit(tx, {
        action: "destination.refused_discarded",
        object: { kind: "destination", id, name: `${record.source_name} to ${record.name}` },
        changes: { calls: { from: null, to: discarded } },
      });
    }
    return { discarded };
  });
}
