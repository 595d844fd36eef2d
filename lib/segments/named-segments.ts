import type { Ctx } from "../context.ts";
import { segmentsById } from "./segment-store.ts";

/** Those of these segments that the workspace has and that are not archived. */
export async function segmentsNamed(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  ids: string[],
): Promise<Set<string>> {
  const rows = ids.length > 0 ? await segmentsById(ctx.db, ctx.workspaceId, ids) : [];
  return new Set(rows.filter(({ archivedAt }) => archivedAt === null).map(({ id }) => id));
}
