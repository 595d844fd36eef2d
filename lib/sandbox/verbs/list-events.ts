import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { connectedAccount } from "../connected-account.ts";
import { newestEvents } from "../events-store.ts";
import { type ListSandboxEvents, type SandboxEventPage, listSandboxEvents as schema } from "../schema.ts";

/** What the users of a connection's account did as the sandbox keeps it, newest first. */
export async function listSandboxEvents(ctx: Ctx, input: ListSandboxEvents): Promise<SandboxEventPage> {
  authorise(ctx, "sandbox.read");
  const { id, identity, cursor, limit } = parse(schema, input);
  if (cursor !== undefined && !/^\d{1,18}$/.test(cursor)) {
    throw new Fault("invalid", "cursor: not a cursor of this list", {
      problems: [{ path: "cursor", field: "cursor", message: "not a cursor of this list" }],
    });
  }
  const place = await connectedAccount(ctx, id);
  const page = { identity: identity.replaceAll("\0", ""), before: cursor ?? null, limit: limit + 1 };
  const rows = await newestEvents(ctx.db, place, page);
  const items = rows.slice(0, limit).map((row) => ({
    id: row.id,
    identity: row.identity,
    name: row.name,
    at: new Date(row.ts * 1_000).toISOString(),
    properties: row.data,
    receivedAt: row.receivedAt.toISOString(),
  }));
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
