import type { Ctx } from "../../context.ts";
import { authorise } from "../authorise.ts";
import { memberView } from "../member-in-workspace.ts";
import { membersOf } from "../member-store.ts";
import type { MemberView } from "../schema.ts";

/** Everybody of the workspace, by name. */
export async function listMembers(ctx: Ctx, _input: object): Promise<{ items: MemberView[] }> {
  authorise(ctx, "members.read");
  const rows = await membersOf(ctx.db, ctx.workspaceId);
  return { items: rows.map((row) => memberView(ctx, row)) };
}
