import { audit, changesBetween, secretsChange } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { changedMeanwhile, editedNow } from "../../access/edited.ts";
import { channelKitOf } from "../../channels/catalog.ts";
import { leadsSecretsAway } from "../../channels/kit.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import type { Json } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { type CampaignRecord, changeCampaign, lockCampaign } from "../campaign-store.ts";
import type { CampaignDraft } from "../document.ts";
import { type CampaignView, updateCampaign as schema, type UpdateCampaign } from "../schema.ts";
import { sealedSecrets } from "../secrets.ts";
import { editableStatuses } from "../statuses.ts";
import { campaignInWorkspace, campaignViewOf } from "../views.ts";

/** The secrets that the change leads away from the host they were entered for; they are forgotten. */
function secretsLedAway(
  { channel, draft, secrets }: CampaignRecord,
  wanted: CampaignDraft | undefined,
): string[] {
  const before = (draft as CampaignDraft).what.content;
  const isLedAway = wanted && leadsSecretsAway(channelKitOf(channel), before, wanted.what.content);
  return isLedAway ? Object.keys((secrets ?? {}) as object) : [];
}

/**
 * Changes what is given of a campaign's draft. What somebody asked approval for becomes a draft again; what was rejected
 * keeps the reason, which is being mended, until it is asked for anew. Names and labels may change at any time. Secrets of a webhook whose host changes are forgotten. Throws `not_found`, `conflict` when the version is not the newest, `precondition` when it is
 * published.
 */
export async function updateCampaign(ctx: Ctx, input: UpdateCampaign): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  const { id, version, secrets, ...wanted } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await lockCampaign(tx.db, tx.workspaceId, id);
    const before = await campaignInWorkspace(tx, id);
    const content = wanted.draft !== undefined || secrets !== undefined;
    if (content && !editableStatuses.includes(before.status)) {
      throw new Fault(
        "precondition",
        "This campaign is published: what runs does not change. Duplicate it instead.",
      );
    }
    if (version !== before.version) {
      throw await changedMeanwhile(tx, "campaign", before);
    }
    const changes = changesBetween(
      { name: before.name, labels: before.labels, draft: before.draft },
      {
        name: wanted.name ?? before.name,
        labels: wanted.labels ?? before.labels,
        draft: (wanted.draft as Json | undefined) ?? before.draft,
      },
    );
    if (Object.keys(changes).length === 0 && secrets === undefined) {
      return;
    }
    const forgotten = secretsLedAway(before, wanted.draft);
    const kept = { ...Object.fromEntries(forgotten.map((key) => [key, null])), ...secrets };
    const anew =
      content && before.status === "APPROVAL_PENDING"
        ? { status: "DRAFT" as const, reason: null, requestedBy: null, requestedById: null }
        : {};
    await changeCampaign(tx.db, tx.workspaceId, id, {
      ...(wanted.name !== undefined && { name: wanted.name }),
      ...(wanted.labels !== undefined && { labels: wanted.labels }),
      ...(wanted.draft && { draft: wanted.draft as Json, qualification: wanted.draft.qualification }),
      ...(Object.keys(kept).length > 0 && { secrets: sealedSecrets(tx, id, before.secrets, kept) }),
      ...anew,
      version: version + 1,
      changedAt: tx.clock.now(),
      ...editedNow(tx),
    });
    // A draft is saved with every pause in typing: its history would say nothing but that.
    const told = Object.fromEntries(Object.entries(changes).filter(([field]) => field !== "draft"));
    if (Object.keys(told).length > 0 || secrets || forgotten.length > 0 || Object.keys(anew).length > 0) {
      await audit(tx, {
        action: "campaign.changed",
        object: { kind: "campaign", id, name: wanted.name ?? before.name },
        changes: {
          ...told,
          ...secretsChange(forgotten, Object.keys(secrets ?? {})),
          ...(anew.status && { status: { from: before.status, to: anew.status } }),
        },
      });
    }
  });
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, id));
}
