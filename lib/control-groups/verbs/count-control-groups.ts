import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { controlGroupRows, countControlGroups as countRows } from "../control-group-store.ts";
import type { ControlGroupCounts } from "../schema.ts";

/** How many people each control group holds at this moment, and of how many. */
export async function countControlGroups(ctx: Ctx): Promise<ControlGroupCounts> {
  authorise(ctx, "segments.read");
  const groups = await controlGroupRows(ctx.db, ctx.workspaceId);
  const { of, people } = await countRows(ctx.db, ctx.workspaceId, groups);
  return { of, items: groups.map(({ id }, place) => ({ id, people: people[place] ?? 0 })) };
}
