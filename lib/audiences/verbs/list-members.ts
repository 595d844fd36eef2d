import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { findPeople } from "../../people/verbs/find-people.ts";
import { type ListedMember, searchMembers, selectMembers } from "../member-list-store.ts";
import { type ListMembers, type MemberView, type memberPage, listMembers as schema } from "../schema.ts";
import { audienceInWorkspace } from "../views.ts";

const byJoining = z.object({ joinedAt: z.iso.datetime(), identity: z.string() });
const byIdentity = z.object({ key: z.string(), identity: z.string() });
/** A user of an audience is known by a user id, or by an e-mail where the sender had nothing else. */
const kinds = ["user_id", "email"] as const;

async function viewsOf(ctx: Ctx, rows: ListedMember[]): Promise<MemberView[]> {
  const values = rows.map((row) => row.identity);
  const people = await findPeople(ctx, { kinds: [...kinds], values });
  return rows.map((row) => ({
    identity: row.identity,
    properties: row.properties,
    joinedAt: row.joinedAt.toISOString(),
    updatedAt: (row.upsertedAt ?? row.joinedAt).toISOString(),
    personId: people.get(row.identity) ?? null,
  }));
}

/** Users of an audience, who joined last first; with `search`, in the order of their identities. Throws `not_found`. */
export async function listMembers(ctx: Ctx, input: ListMembers): Promise<z.output<typeof memberPage>> {
  authorise(ctx, "audiences.read");
  const { id, search, cursor, limit } = parse(schema, input);
  await audienceInWorkspace(ctx, id);
  const where = { workspaceId: ctx.workspaceId, audienceId: id };
  if (search) {
    const after = cursor === undefined ? null : decodeCursor(byIdentity, cursor);
    const rows = await searchMembers(ctx.db, { ...where, search }, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await viewsOf(ctx, shown),
      nextCursor:
        rows.length > limit && last ? encodeCursor({ key: last.key, identity: last.identity }) : null,
    };
  }
  const after = cursor === undefined ? null : decodeCursor(byJoining, cursor);
  const rows = await selectMembers(ctx.db, where, after, limit + 1);
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: await viewsOf(ctx, shown),
    nextCursor:
      rows.length > limit && last
        ? encodeCursor({ joinedAt: last.joinedAt.toISOString(), identity: last.identity })
        : null,
  };
}
