import type { Ctx } from "../../context.ts";
import { sandboxPartners } from "../partners.ts";
import type { SandboxRuleView } from "../schema.ts";
import { audienceName } from "./audience-name.ts";
import { type DeliveryRow, deliveriesOf } from "./deliveries-store.ts";
import { rulesOn } from "./rules-store.ts";

/** The workspace's rules on these accounts of a partner, by account. */
export async function ruleViews(
  ctx: Ctx,
  partner: string,
  accounts: string[],
): Promise<Map<string, SandboxRuleView>> {
  if (!sandboxPartners[partner]?.hasRules || accounts.length === 0) {
    return new Map();
  }
  const views = new Map<string, SandboxRuleView>();
  for (const { account, audienceId, ...counts } of await rulesOn(ctx.db, ctx.workspaceId, accounts)) {
    views.set(account, { audienceId, audienceName: await audienceName(ctx, audienceId), ...counts });
  }
  return views;
}

/** What became of kept records on their way through the workspace's rule, by messageId. */
export async function deliveriesOfMessages(
  ctx: Ctx,
  { partner, account }: { partner: string; account: string },
  messages: { messageId: string }[],
): Promise<Map<string, DeliveryRow>> {
  if (!sandboxPartners[partner]?.hasRules || messages.length === 0) {
    return new Map();
  }
  const messageIds = messages.map(({ messageId }) => messageId);
  return deliveriesOf(ctx.db, { workspaceId: ctx.workspaceId, account, messageIds });
}
