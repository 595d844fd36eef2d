import { authorise } from "../../access/authorise.ts";
import { isUnreadable } from "../../access/secret-box.ts";
import type { Ctx } from "../../context.ts";
import { listConnections } from "../../integrations/verbs/list-connections.ts";
import { type ConnectedAccount, connectedAccount } from "../connected-account.ts";
import { sandboxPartners } from "../partners.ts";
import { viewsWithRules, viewWithRule } from "../rules/views-with-rules.ts";
import type { SandboxOverview } from "../schema.ts";
import { webhookCatcher } from "../webhook/catcher.ts";

/** What the page shows at most; a workspace has a handful of connections. */
const MAX_ACCOUNTS = 100;

/** None where the key that names the account cannot be read: what the connection says of itself tells why. */
async function readableAccount(ctx: Ctx, connectionId: string): Promise<ConnectedAccount[]> {
  try {
    return [await connectedAccount(ctx, connectionId)];
  } catch (error) {
    if (isUnreadable(error)) {
      return [];
    }
    throw error;
  }
}

/** The workspace's connections as the sandbox sees them, and its own account for webhooks: what came to each, and its faults. */
export async function listSandboxAccounts(ctx: Ctx, _input: object): Promise<SandboxOverview> {
  authorise(ctx, "sandbox.read");
  const { items: connections } = await listConnections(ctx, { search: "", limit: MAX_ACCOUNTS });
  const items = [];
  for (const partner of Object.keys(sandboxPartners)) {
    const own = connections.filter((connection) => connection.partner === partner);
    const accounts = await Promise.all(own.map(({ id }) => readableAccount(ctx, id)));
    items.push(...(await viewsWithRules(ctx, partner, accounts.flat())));
  }
  // Last, so that a page without a choice opens with what a connection sends.
  const catcher = webhookCatcher(ctx);
  if (catcher) {
    items.push(await viewWithRule(ctx, catcher));
  }
  const pointed = items.find((item) => item.usesSandbox);
  const url = pointed ? new URL(pointed.host) : null;
  return { address: url ? `${url.protocol}//${url.host}` : null, items };
}
