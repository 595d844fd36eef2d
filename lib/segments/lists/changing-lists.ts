import type { Ctx } from "../../context.ts";
import type { ReferredDefinition } from "../references.ts";
import { namesOfChanging } from "./list-import-store.ts";

/**
 * Of the segments that a definition speaks of, the names of lists whose members a file is changing at this moment: whoever
 * asks for them now gets a part of the file, and with it those whom it takes out.
 */
export async function changingLists(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  referred: ReadonlyMap<string, ReferredDefinition>,
): Promise<string[]> {
  const lists = [...referred].flatMap(([id, of]) => (of === "list" ? [id] : []));
  return lists.length === 0 ? [] : namesOfChanging(ctx.db, ctx.workspaceId, lists);
}
