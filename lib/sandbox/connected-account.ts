import type { Ctx } from "../context.ts";
import { openConnection } from "../integrations/access.ts";
import { Fault } from "../kernel/fault.ts";
import { partnerKit } from "../partners/catalog.ts";
import { sandboxAccount } from "./account.ts";
import { sandboxPartners } from "./partners.ts";
import { webhookCatcher } from "./webhook/catcher.ts";

export type ConnectedAccount = {
  id: string;
  partner: string;
  partnerName: string;
  nickname: string;
  /** Name of the account in the sandbox's tables. */
  account: string;
  last4: string;
  host: string;
  /** Where anything may be sent to; null where a connection says it. */
  address: string | null;
  /** What the audit log calls it. */
  objectKind: "connection" | "sandbox";
};

/**
 * The sandbox's account behind a connection of the workspace, or the workspace's own, whose id is the workspace's. Throws
 * `not_found` where there is none.
 */
export async function connectedAccount(ctx: Ctx, connectionId: string): Promise<ConnectedAccount> {
  const own = webhookCatcher(ctx);
  if (own?.id === connectionId) {
    return own;
  }
  const connection = await openConnection(ctx, connectionId);
  const sandbox = Object.hasOwn(sandboxPartners, connection.partner)
    ? sandboxPartners[connection.partner]
    : undefined;
  if (!sandbox) {
    throw new Fault("not_found", "The sandbox does not play this partner.");
  }
  const { secrets, settings } = connection.access;
  const key = sandbox.accountFields.map((field) => secrets[field] || settings[field]).find(Boolean) ?? "";
  return {
    id: connection.id,
    partner: connection.partner,
    partnerName: partnerKit(connection.partner).name,
    nickname: connection.nickname,
    account: sandboxAccount(key),
    last4: key.length >= 12 ? key.slice(-4) : "",
    host: connection.access.baseUrl,
    address: null,
    objectKind: "connection",
  };
}
