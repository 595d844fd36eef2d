import { channelKitOf } from "../channels/catalog.ts";
import type { OpenChannel } from "../channels/channel.ts";
import { channelOf } from "../channels/channels.ts";
import { joinedAccess, openSettings } from "../channels/joined-access.ts";
import type { Ctx } from "../context.ts";
import type { OpenConnection } from "../integrations/access.ts";
import { connectionOrNone } from "../integrations/renewable-access.ts";
import { renewableAccesses } from "../integrations/renewable-accesses.ts";
import type { Json } from "../kernel/json.ts";
import type { PartnerAccess } from "../partners/connector.ts";
import { linksOf } from "./links.ts";
import type { MessageOrigin } from "./origin.ts";

/** A channel with its content, open, with the accounts that carry it. */
export type Carrier = {
  channel: OpenChannel;
  credentials: { access(): PartnerAccess; renewAccess(refused: PartnerAccess): Promise<boolean> };
};

type Given = {
  /** What its links lead back to. */
  of: Omit<MessageOrigin, "workspaceId">;
  content: Json;
  /** Accounts by partner. */
  connections: Record<string, string>;
  /** Open: never log or store them. */
  secrets: Record<string, string>;
  /** Messages of the same run have left by these accounts. */
  hasSent?: boolean;
};

/** Opens what messages are sent by. Null where an account that carries them is gone. */
export async function openCarrier(ctx: Ctx, given: Given): Promise<Carrier | null> {
  const { of, content, connections, secrets } = given;
  const opened: Record<string, OpenConnection> = {};
  for (const partner of channelKitOf(of.channel).carriers(content)) {
    const connection = await connectionOrNone(ctx, connections[partner] ?? "");
    if (!connection) {
      return null;
    }
    opened[partner] = connection;
  }
  const { hasSent = false } = given;
  const links = linksOf(ctx, { workspaceId: ctx.workspaceId, ...of });
  const settings = Object.entries(opened).map(([partner, { access }]) => [partner, access.settings]);
  return {
    channel: channelOf(of.channel).open(content, openSettings(Object.fromEntries(settings)), {
      links,
      hasSent,
    }),
    credentials: renewableAccesses(ctx, opened, (accesses) =>
      joinedAccess(accesses, { secrets, http: ctx.http }),
    ),
  };
}
