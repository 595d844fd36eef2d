import type { Ctx } from "../../context.ts";
import { sandboxAccount } from "../account.ts";
import type { ConnectedAccount } from "../connected-account.ts";
import { WEBHOOK_HOST } from "./host.ts";
import { webhookSandbox } from "./webhook-sandbox.ts";

/**
 * The workspace's own account for webhooks, which need no connection: whatever is sent below its address is kept. Null
 * where the installation has no sandbox.
 */
export function webhookCatcher({
  hosts,
  workspaceId,
}: Pick<Ctx, "hosts" | "workspaceId">): ConnectedAccount | null {
  const host = hosts[WEBHOOK_HOST];
  if (!host) {
    return null;
  }
  const address = `${host}/${workspaceId}`;
  return {
    id: workspaceId,
    partner: webhookSandbox.id,
    partnerName: "Webhook",
    nickname: "Webhook catcher",
    account: sandboxAccount(workspaceId),
    last4: "",
    host: address,
    address,
    objectKind: "sandbox",
  };
}
