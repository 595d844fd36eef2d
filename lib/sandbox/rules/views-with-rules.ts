import type { Ctx } from "../../context.ts";
import type { ConnectedAccount } from "../connected-account.ts";
import { accountCounts } from "../messages-store.ts";
import type { SandboxAccountView } from "../schema.ts";
import { accountView } from "../views.ts";
import { ruleViews } from "./rule-views.ts";

/** An account as the sandbox sees it, with the workspace's rule on it. */
export async function viewWithRule(ctx: Ctx, account: ConnectedAccount): Promise<SandboxAccountView> {
  const counts = await accountCounts(ctx.db, account.partner, [account.account]);
  const rules = await ruleViews(ctx, account.partner, [account.account]);
  return accountView(account, counts.get(account.account), rules.get(account.account));
}

/** Accounts of one partner, likewise. */
export async function viewsWithRules(
  ctx: Ctx,
  partner: string,
  accounts: ConnectedAccount[],
): Promise<SandboxAccountView[]> {
  const names = accounts.map(({ account }) => account);
  const counts = await accountCounts(ctx.db, partner, names);
  const rules = await ruleViews(ctx, partner, names);
  return accounts.map((one) => accountView(one, counts.get(one.account), rules.get(one.account)));
}
