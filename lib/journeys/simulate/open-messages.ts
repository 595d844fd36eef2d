import type { OpenChannel } from "../../channels/channel.ts";
import { channelOf } from "../../channels/channels.ts";
import { openSettings } from "../../channels/joined-access.ts";
import type { ChannelKit } from "../../channels/kit.ts";
import type { Ctx } from "../../context.ts";
import { shownConnection } from "../../integrations/access.ts";
import { Fault } from "../../kernel/fault.ts";
import type { PartnerAccess } from "../../partners/connector.ts";
import type { JourneyDocument, JourneyNode } from "../document.ts";
import { kindOf } from "../nodes/catalog.ts";
import type { MessageSettings } from "../nodes/engagement/schema.ts";

type ShownAccess = Pick<PartnerAccess, "settings" | "baseUrl" | "byPartner">;

/** The message of a node, ready to be made; without a channel where its content or its account is not finished. */
export type OpenMessage = {
  kit: ChannelKit;
  settings: MessageSettings;
  channel: OpenChannel | null;
  /** Why there is no channel. */
  reason: string | null;
  access: ShownAccess;
};

const nowhere: ShownAccess = { settings: {}, baseUrl: "" };

/** What is shown of the accounts that carry a message: of several each stands by its partner, as joined-access.ts says. */
function joined(accesses: [string, ShownAccess][]): ShownAccess {
  const [only, ...others] = accesses;
  return only && others.length === 0
    ? only[1]
    : { ...nowhere, byPartner: Object.fromEntries(accesses) as NonNullable<ShownAccess["byPartner"]> };
}

async function openMessage(ctx: Ctx, kit: ChannelKit, settings: MessageSettings): Promise<OpenMessage> {
  const chosen = Object.entries(settings.connections);
  let access = nowhere;
  try {
    const accesses = await Promise.all(
      chosen.map(async ([partner, id]): Promise<[string, ShownAccess]> => {
        return [partner, (await shownConnection(ctx, id)).access];
      }),
    );
    access = joined(accesses);
    const given = openSettings(
      Object.fromEntries(accesses.map(([partner, each]) => [partner, each.settings])),
    );
    return { kit, settings, access, reason: null, channel: channelOf(kit.id).open(settings.content, given) };
  } catch (error) {
    if (error instanceof Fault && (error.code === "invalid" || error.code === "not_found")) {
      return {
        kit,
        settings,
        access,
        reason: `The message is not finished: ${error.message}`,
        channel: null,
      };
    }
    throw error;
  }
}

/** The messages of a document, by their nodes. */
export async function openMessages(ctx: Ctx, document: JourneyDocument): Promise<Map<string, OpenMessage>> {
  const sending = document.nodes.flatMap((node): [JourneyNode, ChannelKit][] => {
    const kit = kindOf(node.kind)?.channel;
    return kit ? [[node, kit]] : [];
  });
  return new Map(
    await Promise.all(
      sending.map(async ([node, kit]): Promise<[string, OpenMessage]> => {
        const settings = kindOf(node.kind)?.settings.parse(node.settings) as MessageSettings;
        return [node.id, await openMessage(ctx, kit, settings)];
      }),
    ),
  );
}
