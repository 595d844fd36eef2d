import { getAudience } from "../../audiences/verbs/get-audience.ts";
import { revokeKey } from "../../audiences/verbs/revoke-key.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
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
  try {
    const { name } = await getAudience(tx, { id: rule.audienceId });
    await revokeKey(tx, { id: rule.audienceId, keyId: rule.keyId });
    return name;
  } catch (error) {
    if (error instanceof Fault && error.code === "not_found") {
      return null;
    }
    throw error;
  }
}
