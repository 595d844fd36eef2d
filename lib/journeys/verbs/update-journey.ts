import { audit, changesBetween, secretsChange } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { editedNow } from "../../access/edited.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Json } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import type { JourneyDraft } from "../document.ts";
import { changeJourney, lockJourney } from "../journey-store.ts";
import { type JourneyView, updateJourney as schema, type UpdateJourney } from "../schema.ts";
import { sealedSecrets, secretsLedAway } from "../secrets.ts";
import { journeyInWorkspace, journeyView, onlyNewest } from "../views.ts";

/**
 * Changes what is given of a journey's draft; what runs stays as it is. Secrets of a webhook whose host changes are forgotten. Throws `not_found`, `conflict` when the revision is
 * not the newest, `precondition` for one that is archived.
 */
export async function updateJourney(ctx: Ctx, input: UpdateJourney): Promise<JourneyView> {
  authorise(ctx, "journeys.write");
  const { id, revision, secrets, ...wanted } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await lockJourney(tx.db, tx.workspaceId, id);
    const before = await journeyInWorkspace(tx, id);
    await onlyNewest(tx, before, revision);
    if (before.archivedAt) {
      throw new Fault("precondition", "It is archived. Put it back first.");
    }
    const draft = wanted.draft as unknown as Json | undefined;
    const changes = changesBetween(
      {
        name: before.name,
        description: before.description,
        labels: before.labels,
        draft: before.draft,
      },
      {
        name: wanted.name ?? before.name,
        description: wanted.description ?? before.description,
        labels: wanted.labels ?? before.labels,
        draft: draft ?? before.draft,
      },
    );
    if (Object.keys(changes).length === 0 && secrets === undefined) {
      return;
    }
    const away = wanted.draft
      ? secretsLedAway(before.secrets, before.draft as unknown as JourneyDraft, wanted.draft)
      : {};
    const forgotten = Object.keys(away);
    const entered = Object.entries(secrets ?? {}).map(([node, own]) => [node, { ...away[node], ...own }]);
    const kept = { ...away, ...Object.fromEntries(entered) };
    await changeJourney(tx.db, tx.workspaceId, id, {
      ...(wanted.name !== undefined && { name: wanted.name }),
      ...(wanted.description !== undefined && { description: wanted.description }),
      ...(wanted.labels !== undefined && { labels: wanted.labels }),
      ...(draft !== undefined && { draft }),
      ...(Object.keys(kept).length > 0 && { secrets: sealedSecrets(tx, id, before.secrets, kept) }),
      revision: revision + 1,
      changedAt: tx.clock.now(),
      ...editedNow(tx),
    });
    // A draft is saved with every pause in typing: its history would say nothing but that.
    const told = Object.fromEntries(Object.entries(changes).filter(([field]) => field !== "draft"));
    if (Object.keys(told).length > 0 || secrets || forgotten.length > 0) {
      await audit(tx, {
        action: "journey.changed",
        object: { kind: "journey", id, name: wanted.name ?? before.name },
        changes: {
          ...told,
          ...secretsChange(forgotten, Object.keys(secrets ?? {})),
        },
      });
    }
  });
  return journeyView(ctx, id);
}
