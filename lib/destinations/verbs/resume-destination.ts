import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { lockDestination, updateDestinationRow } from "../destination-store.ts";
import { destinationInWorkspace, destinationView } from "../destination-view.ts";
import { type DestinationOf, type DestinationView, destinationOf } from "../schema.ts";

/**
 * Lets a destination try again at once, where it waits for the partner or was halted. Throws `precondition` for one that is
 * off, `not_found`.
 */
export async function resumeDestination(ctx: Ctx, input: DestinationOf): Promise<DestinationView> {
  authorise(ctx, "destinations.write");
  const { id } = parse(destinationOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockDestination(tx.db, tx.workspaceId, id);
    const record = await destinationInWorkspace(tx, id);
    if (!record.enabled || record.mode !== "cloud") {
      throw new Fault("precondition", "Nothing is sent from here. Switch it on first.");
    }
    if (record.halted === null && record.outage === null) {
      return;
    }
    await updateDestinationRow(tx.db, tx.workspaceId, id, { outage: null, halted: null, haltedAt: null });
    await audit(tx, {
      action: "destination.resumed",
      object: { kind: "destination", id, name: `${record.source_name} to ${record.name}` },
    });
  });
  return destinationView(ctx, id);
}
