import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { createKey } from "../../audiences/verbs/create-key.ts";
import { getAudience } from "../../audiences/verbs/get-audience.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { connectedAccount } from "../connected-account.ts";
import { isSandboxHost } from "../is-sandbox-host.ts";
import { sandboxPartners } from "../partners.ts";
import { keyPurpose } from "../rules/key-purpose.ts";
import { retireRule } from "../rules/retire-rule.ts";
import { writeRule } from "../rules/rules-store.ts";
import { viewWithRule } from "../rules/views-with-rules.ts";
import { type SandboxAccountView, type SetSandboxRule, setSandboxRule as schema } from "../schema.ts";

/**
 * Passes what comes to a bus on to the workspace's audiences, as a rule with an API destination does, by a key of this
 * audience that is made for it; a rule that was there is replaced. Throws `not_found`; `precondition` where the connection
 * is none of a bus in the sandbox, where nobody calls in for the audience, or where it has as many keys as it may.
 */
export async function setSandboxRule(ctx: Ctx, input: SetSandboxRule): Promise<SandboxAccountView> {
  authorise(ctx, "sandbox.write");
  const { id, audienceId } = parse(schema, input);
  const connected = await connectedAccount(ctx, id);
  const { account, partner, nickname, objectKind, host } = connected;
  if (!sandboxPartners[partner]?.hasRules || !isSandboxHost(host, partner)) {
    throw new Fault("precondition", "Only a bus that the sandbox plays can have a rule here.");
  }
  return inTransaction(ctx, async (tx) => {
    const { workspaceId } = tx;
    const before = await retireRule(tx, account);
    const { name } = await getAudience(tx, { id: audienceId });
    const { id: keyId, key } = await createKey(tx, { id: audienceId });
    const sealedKey = tx.secrets.seal(key, keyPurpose({ workspaceId, account }));
    await writeRule(tx.db, { workspaceId, account, audienceId, keyId, sealedKey });
    await audit(tx, {
      action: "sandbox.rule_set",
      object: { kind: objectKind, id, name: nickname },
      changes: { audience: { from: before, to: name } },
    });
    return viewWithRule(tx, connected);
  });
}
