import { revokeKey } from "../../audiences/verbs/revoke-key.ts";
import type { Ctx } from "../../context.ts";
import { audienceName } from "./audience-name.ts";
import { deleteRule, ruleOf } from "./rules-store.ts";

/**
 * Takes the workspace's rule off a bus and revokes its key; whoever deleted the audience has done that already. Answers
 * the audience's name, null where there was no rule or the audience is gone. Runs in the caller's transaction.
 */
export async function retireRule(tx: Ctx, account: string): Promise<string | null> {
  const rule = await ruleOf(tx.db, tx.workspaceId, account);
  if (!rule) {
    return null;
  }
  await deleteRule(tx.db, tx.workspaceId, account);
  const name = await audienceName(tx, rule.audienceId);
  if (name !== null) {
    await revokeKey(tx, { id: rule.audienceId, keyId: rule.keyId });
  }
  return name;
}
