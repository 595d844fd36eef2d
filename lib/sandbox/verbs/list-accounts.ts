import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { listConnections } from "../../integrations/verbs/list-connections.ts";
import { connectedAccount } from "../connected-account.ts";
import { accountCounts } from "../messages-store.ts";
import { sandboxPartners } from "../partners.ts";
import type { SandboxOverview } from "../schema.ts";
import { accountView } from "../views.ts";
import { webhookCatcher } from "../webhook/catcher.ts";

/** What the page shows at most; a workspace has a handful of connections. */
const MAX_ACCOUNTS = 100;

/** The workspace's connections as the sandbox sees them, and its own account for webhooks: what came to each, and its faults. */
export async function listSandboxAccounts(ctx: Ctx, _input: object): Promise<SandboxOverview> {
  authorise(ctx, "sandbox.read");
  const { items: connections } = await listConnections(ctx, { search: "", limit: MAX_ACCOUNTS });
  const items = [];
  for (const partner of Object.keys(sandboxPartners)) {
    const own = connections.filter((connection) => connection.partner === partner);
    const accounts = await Promise.all(own.map((connection) => connectedAccount(ctx, connection.id)));
    const names = accounts.map((account) => account.account);
    const counts = await accountCounts(ctx.db, partner, names);
    items.push(...accounts.map((account) => accountView(account, counts.get(account.account))));
  }
  // Last, so that a page without a choice opens with what a connection sends.
  const catcher = webhookCatcher(ctx);
  if (catcher) {
    const counts = await accountCounts(ctx.db, catcher.partner, [catcher.account]);
    items.push(accountView(catcher, counts.get(catcher.account)));
  }
  const pointed = items.find((item) => item.usesSandbox);
  const url = pointed ? new URL(pointed.host) : null;
  return { address: url ? `${url.protocol}//${url.host}` : null, items };
}
