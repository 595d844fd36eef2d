import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { connectedAccount } from "../connected-account.ts";
import { type ListSandboxUsers, type SandboxUserPage, listSandboxUsers as schema } from "../schema.ts";
import { countUsers, usersOf } from "../users-store.ts";

const cursorOf = (identity: string) => Buffer.from(identity).toString("base64url");

/** The users that a partner of the sandbox knows through a connection, by identity, and how many there are. */
export async function listSandboxUsers(ctx: Ctx, input: ListSandboxUsers): Promise<SandboxUserPage> {
  authorise(ctx, "sandbox.read");
  const { id, property, value, cursor, limit } = parse(schema, input);
  const place = await connectedAccount(ctx, id);
  const equal = property === "" ? [] : [{ name: property, value }];
  const after = cursor === undefined ? "" : Buffer.from(cursor, "base64url").toString("utf8");
  const [rows, total] = await Promise.all([
    usersOf(ctx.db, place, { equal, after: after.replaceAll("\0", ""), limit: limit + 1 }),
    countUsers(ctx.db, place, equal),
  ]);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return {
    items: page.map((row) => ({
      identity: row.identity,
      properties: row.properties,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    })),
    nextCursor: last ? cursorOf(last.identity) : null,
    total,
  };
}
