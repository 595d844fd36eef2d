import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { touchPeople } from "../../people/touches.ts";
import { changeMembers, type MembershipChange } from "./apply-store.ts";

export type { MembershipChange } from "./apply-store.ts";

/**
 * People enter and leave a segment, in the transaction of `ctx`: its members, their change log, its size and its day's
 * numbers. Sets: who is in it already does not enter again, who is not in it does not leave, nobody enters who does not
 * exist. Resolves how many did. Of the members of a list live segments that ask for it are told.
 */
export async function applyMembership(
  ctx: Ctx,
  change: Omit<MembershipChange, "noted"> & { noted?: boolean },
): Promise<{ entered: number; left: number }> {
  const { entered, left } = change;
  if (entered.length + left.length === 0) {
    return { entered: 0, left: 0 };
  }
  const zone = await workspaceTimeZone(ctx);
  const done = await changeMembers(ctx.db, ctx.workspaceId, zone, {
    ...change,
    noted: change.noted ?? true,
  });
  if (change.cause === "list" && done.entered + done.left > 0) {
    await touchPeople(ctx.db, ctx.workspaceId, [...entered, ...left], `segment:${change.segmentId}`);
  }
  return done;
}
