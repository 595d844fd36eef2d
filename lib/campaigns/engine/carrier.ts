import { type ChannelId, channelKitOf } from "../../channels/catalog.ts";
import type { OpenChannel } from "../../channels/channel.ts";
import { channelOf } from "../../channels/channels.ts";
import { joinedAccess, openSettings } from "../../channels/joined-access.ts";
import type { Ctx } from "../../context.ts";
import type { OpenConnection } from "../../integrations/access.ts";
import { connectionOrNone } from "../../integrations/renewable-access.ts";
import { renewableAccesses } from "../../integrations/renewable-accesses.ts";
import type { Json } from "../../kernel/json.ts";
import type { PartnerAccess } from "../../partners/connector.ts";
import { linksOf } from "../../tracking/links.ts";
import type { CampaignDocument } from "../document.ts";
import { openedSecrets } from "../secrets.ts";

/** A campaign's channel, open, with the accounts that carry it. */
export type Carrier = {
  channel: OpenChannel;
  credentials: { access(): PartnerAccess; renewAccess(refused: PartnerAccess): Promise<boolean> };
};

type Of = {
  campaignId: string;
  channel: ChannelId;
  document: CampaignDocument;
  secrets: Json;
  /** The Campaign ID that links of its messages carry. */
  reference: string;
};

/** Opens what a campaign is sent by. Resolves why not, where its account is gone. */
export async function carrierOf(ctx: Ctx, of: Of): Promise<Carrier | { refused: string }> {
  const kit = channelKitOf(of.channel);
  const { connections, content } = of.document.what;
  const own = openedSecrets(ctx, of.campaignId, of.secrets);
  const opened: Record<string, OpenConnection> = {};
  for (const partner of kit.carriers(content)) {
    const connection = await connectionOrNone(ctx, connections[partner] ?? "");
    if (!connection) {
      return { refused: "The account that carries this campaign is no longer connected" };
    }
    opened[partner] = connection;
  }
  const { workspaceId } = ctx;
  const { campaignId: id, channel, reference } = of;
  const links = linksOf(ctx, { workspaceId, kind: "campaign", id, reference, channel });
  const settings = Object.entries(opened).map(([partner, { access }]) => [partner, access.settings]);
  return {
    channel: channelOf(channel).open(content, openSettings(Object.fromEntries(settings)), { links }),
    credentials: renewableAccesses(ctx, opened, (accesses) =>
      joinedAccess(accesses, { secrets: own, http: ctx.http }),
    ),
  };
}
