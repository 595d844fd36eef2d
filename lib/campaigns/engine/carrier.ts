import type { ChannelId } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import type { Json } from "../../kernel/json.ts";
import { type Carrier, openCarrier } from "../../tracking/carrier.ts";
import type { CampaignDocument } from "../document.ts";
import { openedSecrets } from "../secrets.ts";

type Of = {
  campaignId: string;
  channel: ChannelId;
  document: CampaignDocument;
  secrets: Json;
  /** The Campaign ID that links of its messages carry. */
  reference: string;
};

/** Opens what a campaign is sent by. Resolves why not, where its account is gone. */
export async function carrierOf(ctx: Ctx, of: Of, hasSent = false): Promise<Carrier | { refused: string }> {
  const { campaignId: id, channel, reference } = of;
  const { connections, content } = of.document.what;
  const secrets = openedSecrets(ctx, id, of.secrets);
  const origin = { kind: "campaign" as const, id, reference, channel };
  const carrier = await openCarrier(ctx, { of: origin, content, connections, secrets, hasSent });
  return carrier ?? { refused: "The account that carries this campaign is no longer connected" };
}
