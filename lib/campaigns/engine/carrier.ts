import { channelKitOf } from "../../channels/catalog.ts";
import type { OpenChannel } from "../../channels/channel.ts";
import { channelOf } from "../../channels/channels.ts";
import type { Ctx } from "../../context.ts";
import { connectionOrNone, renewableAccess } from "../../integrations/renewable-access.ts";
import type { Json } from "../../kernel/json.ts";
import type { PartnerAccess } from "../../partners/connector.ts";
import type { CampaignDocument } from "../document.ts";
import { openedSecrets } from "../secrets.ts";

/** A campaign's channel, open, with the account that carries it. */
export type Carrier = {
  channel: OpenChannel;
  credentials: { access(): PartnerAccess; renewAccess(refused: PartnerAccess): Promise<boolean> };
};

type Of = { campaignId: string; channel: string; document: CampaignDocument; secrets: Json };

/** Opens what a campaign is sent by. Resolves why not, where its account is gone. */
export async function carrierOf(ctx: Ctx, of: Of): Promise<Carrier | { refused: string }> {
  const kit = channelKitOf(of.channel);
  const { connections, content } = of.document.what;
  const own = openedSecrets(ctx, of.campaignId, of.secrets);
  const [partner] = kit.partners;
  if (partner === undefined) {
    const access: PartnerAccess = { settings: {}, secrets: own, baseUrl: "", http: ctx.http };
    return {
      channel: channelOf(of.channel).open(content, {}),
      credentials: { access: () => access, renewAccess: async () => false },
    };
  }
  const connection = await connectionOrNone(ctx, connections[partner] ?? "");
  if (!connection) {
    return { refused: "The account that carries this campaign is no longer connected" };
  }
  const { access, renewAccess } = renewableAccess(ctx, connection);
  // One object for one set of credentials: a refusal is told by it.
  let known: { bare: PartnerAccess; whole: PartnerAccess } | null = null;
  const whole = (): PartnerAccess => {
    const bare = access();
    if (known?.bare !== bare) {
      known = { bare, whole: { ...bare, secrets: { ...bare.secrets, ...own } } };
    }
    return known.whole;
  };
  return {
    channel: channelOf(of.channel).open(content, connection.access.settings),
    credentials: {
      access: whole,
      renewAccess: (refused) => renewAccess(refused === known?.whole ? known.bare : refused),
    },
  };
}
