import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { connectedAccount } from "../connected-account.ts";
import { newestMessages } from "../messages-store.ts";
import { deliveriesOfMessages } from "../rules/rule-views.ts";
import {
  type ListSandboxMessages,
  type SandboxMessageView,
  listSandboxMessages as schema,
} from "../schema.ts";
import { messageView } from "../views.ts";

/** What the partner received through a connection, newest first. A search looks at the newest 100,000. */
export async function listSandboxMessages(
  ctx: Ctx,
  input: ListSandboxMessages,
): Promise<{ items: SandboxMessageView[]; nextCursor: string | null }> {
  authorise(ctx, "sandbox.read");
  const { id, search, cursor, limit } = parse(schema, input);
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) {
    throw new Fault("invalid", "cursor: not a cursor of this list", {
      problems: [{ path: "cursor", field: "cursor", message: "not a cursor of this list" }],
    });
  }
  const { partner, account } = await connectedAccount(ctx, id);
  const before = cursor ?? null;
  const rows = await newestMessages(ctx.db, { partner, account, search, before, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const deliveries = await deliveriesOfMessages(ctx, { partner, account }, shown);
  const items = shown.map((row) => messageView(row, partner, deliveries.get(row.messageId)));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
