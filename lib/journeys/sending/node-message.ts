import type { ChannelId } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import { type Carrier, openCarrier } from "../../tracking/carrier.ts";
import type { JourneyDocument } from "../document.ts";
import { nodeOf } from "../graph.ts";
import { kindOf } from "../nodes/catalog.ts";
import type { MessageSettings } from "../nodes/engagement/schema.ts";
import { openedSecrets } from "../secrets.ts";
import type { ClaimedSender } from "./sender-store.ts";

/** What a node sends, as its version says. */
export function messageOf(document: JourneyDocument, node: string): MessageSettings {
  const found = nodeOf(document, node);
  const kind = found && kindOf(found.kind);
  if (!kind?.channel) {
    throw new Error(`Node ${node} sends no message.`);
  }
  return kind.settings.parse(found?.settings) as MessageSettings;
}

/** Opens what a node's messages are sent by. Null where its account is gone. */
export function carrierOfNode(
  ctx: Ctx,
  sender: ClaimedSender,
  { content, connections }: MessageSettings,
): Promise<Carrier | null> {
  const { journeyId: id, node, number: reference } = sender;
  const channel = sender.channel as ChannelId;
  const secrets = openedSecrets(ctx, { journeyId: id, node }, sender.secrets);
  return openCarrier(ctx, {
    of: { kind: "journey", id, reference, channel },
    ...{ content, connections, secrets },
  });
}
