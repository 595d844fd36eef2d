import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { connectedAccount } from "../connected-account.ts";
import { retireRule } from "../rules/retire-rule.ts";
import { viewWithRule } from "../rules/views-with-rules.ts";
import { type SandboxAccountId, type SandboxAccountView, sandboxAccountId } from "../schema.ts";

/** Takes the workspace's rule off a bus and revokes its key; what waits is given up. Without a rule it changes nothing. */
export async function removeSandboxRule(ctx: Ctx, input: SandboxAccountId): Promise<SandboxAccountView> {
  authorise(ctx, "sandbox.write");
  const { id } = parse(sandboxAccountId, input);
  const connected = await connectedAccount(ctx, id);
  const { account, nickname, objectKind } = connected;
  return inTransaction(ctx, async (tx) => {
    const before = await retireRule(tx, account);
    await audit(tx, {
      action: "sandbox.rule_removed",
      object: { kind: objectKind, id, name: nickname },
      changes: { audience: { from: before, to: null } },
    });
    return viewWithRule(tx, connected);
  });
}
