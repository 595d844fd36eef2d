import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { connectedAccount } from "../connected-account.ts";
import { messageById } from "../messages-store.ts";
import { deliveriesOfMessages } from "../rules/rule-views.ts";
import { type SandboxMessageDetail, type SandboxMessageId, sandboxMessageId } from "../schema.ts";
import { messageView } from "../views.ts";

/** One message with its body as it came first. */
export async function getSandboxMessage(ctx: Ctx, input: SandboxMessageId): Promise<SandboxMessageDetail> {
  authorise(ctx, "sandbox.read");
  const { id, messageId } = parse(sandboxMessageId, input);
  const { partner, account } = await connectedAccount(ctx, id);
  const row = await messageById(ctx.db, { partner, account, id: messageId });
  if (!row) {
    throw new Fault("not_found", "The partner has received no such message through this connection.");
  }
  const delivery = (await deliveriesOfMessages(ctx, { partner, account }, [row])).get(row.messageId);
  return { ...messageView(row, partner, delivery), body: row.body };
}
