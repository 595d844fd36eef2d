import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { rulesOf, rulesViewOf } from "../rules.ts";
import { type CampaignRules, type CampaignRulesView, campaignRules } from "../rules-schema.ts";
import { saveRulesRow } from "../rules-store.ts";

/**
 * Changes what holds for all campaigns; those that run take it up with their next recipients. Without approval, what
 * waited for it may be published by everybody who may publish.
 */
export async function saveRules(ctx: Ctx, input: CampaignRules): Promise<CampaignRulesView> {
  authorise(ctx, "workspace.write");
  const rules = parse(campaignRules, input);
  await inTransaction(ctx, async (tx) => {
    const before = await rulesOf(tx);
    await saveRulesRow(tx.db, tx.workspaceId, rules);
    await audit(tx, {
      action: "workspace.campaignRules",
      object: { kind: "workspace", id: tx.workspaceId, name: "Campaign limits and approval" },
      changes: changesBetween(before, rules),
    });
  });
  return rulesViewOf(ctx);
}
