import { DateTime } from "luxon";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import { channelKitOf } from "../../channels/catalog.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { blankCampaign } from "../blank.ts";
import { insertCampaign } from "../campaign-store.ts";
import { newCampaign } from "../new-campaign.ts";
import { type CampaignView, type CreateCampaign, createCampaign as schema } from "../schema.ts";
import { campaignInWorkspace, campaignViewOf } from "../views.ts";

/** Begins a campaign as a draft. Throws `invalid` for a way of qualifying that the channel does not offer. */
export async function createCampaign(ctx: Ctx, input: CreateCampaign): Promise<CampaignView> {
  authorise(ctx, "campaigns.write");
  const given = parse(schema, input);
  const kit = channelKitOf(given.channel);
  const [first = "past"] = kit.qualifications;
  const qualification = given.qualification ?? first;
  if (!kit.qualifications.includes(qualification)) {
    const message = `${kit.label} campaigns do not offer this.`;
    throw new Fault("invalid", `qualification: ${message}`, {
      problems: [{ path: "qualification", field: "qualification", message }],
    });
  }
  const zone = await workspaceTimeZone(ctx);
  const day = DateTime.fromJSDate(ctx.clock.now(), { zone }).setLocale("en").toFormat("d LLL yyyy, HH:mm");
  const campaign = newCampaign(ctx, {
    name: given.name ?? `${kit.label} campaign of ${day}`,
    labels: [],
    channel: kit.id,
    draft: blankCampaign(kit, qualification),
  });
  await inTransaction(ctx, async (tx) => {
    await insertCampaign(tx.db, tx.workspaceId, campaign);
    await audit(tx, {
      action: "campaign.created",
      object: { kind: "campaign", id: campaign.id, name: campaign.name },
    });
  });
  return campaignViewOf(ctx, await campaignInWorkspace(ctx, campaign.id));
}
