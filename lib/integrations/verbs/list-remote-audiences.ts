import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { openConnection } from "../access.ts";
import { type ConnectionId, connectionId, type RemoteAudiences } from "../schema.ts";

/**
 * The audiences that the partner keeps, asked for now. Throws `precondition` where the partner has none to list or
 * refuses to, `unavailable` where it does not answer.
 */
export async function listRemoteAudiences(ctx: Ctx, input: ConnectionId): Promise<RemoteAudiences> {
  authorise(ctx, "connections.read");
  const { id } = parse(connectionId, input);
  const { connector, access, partner } = await openConnection(ctx, id);
  if (!connector.audiences) {
    throw new Fault("precondition", `${partnerKit(partner).name} does not show its audiences to others.`);
  }
  return { items: await connector.audiences(access) };
}
