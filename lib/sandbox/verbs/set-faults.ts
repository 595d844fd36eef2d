import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { connectedAccount } from "../connected-account.ts";
import { accountCounts } from "../messages-store.ts";
import { writeFaults } from "../receive-store.ts";
import { viewWithRule } from "../rules/views-with-rules.ts";
import { type SandboxAccountView, type SetSandboxFaults, setSandboxFaults as schema } from "../schema.ts";
import { accountView } from "../views.ts";

/** Tells the sandbox how to misbehave towards a connection; heard within a second. */
export async function setSandboxFaults(ctx: Ctx, input: SetSandboxFaults): Promise<SandboxAccountView> {
  authorise(ctx, "sandbox.write");
  const { id, faults } = parse(schema, input);
  const account = await connectedAccount(ctx, id);
  const { partner, nickname, objectKind } = account;
  return inTransaction(ctx, async (tx) => {
    const before = (await accountCounts(tx.db, partner, [account.account])).get(account.account);
    await writeFaults(tx.db, { partner, account: account.account, faults });
    const after = await viewWithRule(tx, account);
    const from = accountView(account, before).faults;
    await audit(tx, {
      action: "sandbox.faults_set",
      object: { kind: objectKind, id, name: nickname },
      changes: { faults: { from, to: faults } },
    });
    return after;
  });
}
