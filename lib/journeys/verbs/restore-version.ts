import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { editedNow } from "../../access/edited.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Json } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { changeJourney, lockJourney } from "../journey-store.ts";
import { type JourneyView, type RestoreVersion, restoreVersion as schema } from "../schema.ts";
import { readVersion } from "../upgrade.ts";
import { versionInJourney } from "../version-in-journey.ts";
import { journeyInWorkspace, journeyView, onlyNewest } from "../views.ts";

/**
 * Makes a version the draft again; what runs stays as it is. Throws `not_found`, `conflict` when the revision is not the
 * newest, `precondition` for a journey that is archived.
 */
export async function restoreVersion(ctx: Ctx, input: RestoreVersion): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  const { id, number, revision } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await lockJourney(tx.db, tx.workspaceId, id);
    const record = await journeyInWorkspace(tx, id);
    await onlyNewest(tx, record, revision);
    if (record.archivedAt) {
      throw new Fault("precondition", "It is archived. Put it back first.");
    }
    const { document } = await versionInJourney(tx, id, number);
    await changeJourney(tx.db, tx.workspaceId, id, {
      draft: readVersion(document) as unknown as Json,
      // The draft is then what runs where this is the version that does.
      revision: revision + 1,
      ...(number === record.version && { publishedRevision: revision + 1 }),
      changedAt: tx.clock.now(),
      ...editedNow(tx),
    });
    await audit(tx, {
      action: "journey.version_restored",
      object: { kind: "journey", id, name: record.name },
      changes: { version: { from: null, to: number } },
    });
  });
  return journeyView(ctx, id);
}
