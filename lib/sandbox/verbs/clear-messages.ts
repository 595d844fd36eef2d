import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { connectedAccount } from "../connected-account.ts";
import { clearMessages } from "../messages-store.ts";
import { type SandboxAccountId, sandboxAccountId } from "../schema.ts";

/** Forgets what the sandbox received through a connection, and its counts; faults stay. */
export async function clearSandboxMessages(ctx: Ctx, input: SandboxAccountId): Promise<void> {
  authorise(ctx, "sandbox.write");
  const { id } = parse(sandboxAccountId, input);
  const { partner, account, nickname, objectKind } = await connectedAccount(ctx, id);
  await inTransaction(ctx, async (tx) => {
    await clearMessages(tx.db, partner, account);
    await audit(tx, { action: "sandbox.cleared", object: { kind: objectKind, id, name: nickname } });
  });
}
