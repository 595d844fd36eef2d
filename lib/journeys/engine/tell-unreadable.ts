import type { Ctx } from "../../context.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { moveHeld } from "./due-store.ts";
import { openVersions } from "./plan-store.ts";
import { tellStill, versionsInUse } from "./unreadable-store.ts";

/** Says on each journey one of whose versions cannot be read any more why it stands still; who no longer does goes on. */
export async function tellUnreadable(ctx: Ctx): Promise<void> {
  const used = groupBy(await versionsInUse(ctx.db), ({ workspaceId }) => workspaceId);
  const still = new Map<string, string>();
  for (const [workspaceId, versions] of used) {
    const version = await openVersions(ctx.db, workspaceId, versions);
    for (const { journeyId, version: number } of versions) {
      const { unreadable } = version(journeyId, number);
      if (unreadable !== null) {
        still.set(journeyId, unreadable);
      }
    }
  }
  const going = await tellStill(
    ctx.db,
    [...still].map(([journeyId, why]) => ({ journeyId, why })),
  );
  for (const { workspaceId, journeyId } of going) {
    await moveHeld(ctx.db, workspaceId, journeyId, ctx.clock.now());
  }
}
