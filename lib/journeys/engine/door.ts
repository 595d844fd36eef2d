import type { Ctx } from "../../context.ts";
import { isInControlGroup } from "../../control-groups/share.ts";
import type { Sql } from "../../db/queryable.ts";
import { heldGroups } from "../held-groups.ts";
import type { RefusalReason } from "../statuses.ts";
import { dayOf } from "./apply.ts";
import { enteredEver, enteredSince } from "./door-store.ts";
import type { ActiveJourney, Plan } from "./plan-store.ts";
import type { Stay } from "./stay.ts";
import type { OpenVersion } from "./version.ts";

/** Why somebody whom the entry means may not come in; null: they may, and count against the cap. */
export type Door = (personId: string) => { reason: RefusalReason; detail: string | null } | null;

/** Of a journey that nobody comes into meanwhile. */
export const nobodyIn: Door = () => null;

/** How many may still come in under a cap. Behind `lockEntries`, so that nobody else counts meanwhile. */
async function roomOf(db: Sql, workspaceId: string, journeyId: string, version: OpenVersion, day: Date) {
  const { cap } = version.document.settings;
  switch (cap.kind) {
    case "all":
      return { left: Number.POSITIVE_INFINITY, reason: "cap" as const };
    case "only":
      return {
        left: cap.people - (await enteredEver(db, workspaceId, journeyId)),
        reason: "cap" as const,
      };
    case "per_day":
      return {
        left: cap.people - (await enteredSince(db, workspaceId, journeyId, day)),
        reason: "cap_day" as const,
      };
  }
}

/** The door of a journey for one batch: its control groups and its cap. */
export async function doorOf(
  ctx: Ctx,
  db: Sql,
  plan: Plan,
  journey: ActiveJourney,
  version: OpenVersion,
): Promise<Door> {
  const groups = await heldGroups(ctx, version.document.settings.controlGroups, journey.id);
  const day = dayOf(ctx.clock.now(), plan.zone);
  const room = await roomOf(db, ctx.workspaceId, journey.id, version, day);
  return (personId) => {
    const group = groups.find((each) => isInControlGroup(personId, each));
    if (group) {
      return { reason: "control_group", detail: group.name };
    }
    if (room.left <= 0) {
      return { reason: room.reason, detail: null };
    }
    room.left -= 1;
    return null;
  };
}

/** The doors of the journeys that some of these may come into: they wait before one, or begin again by what was kept of them. */
export async function doorsFor(
  ctx: Ctx,
  db: Sql,
  given: { plan: Plan; version(journeyId: string, number: number): OpenVersion; stays: readonly Stay[] },
): Promise<Map<string, Door>> {
  const { plan, version, stays } = given;
  const doors = new Map<string, Door>();
  for (const { journeyId, enteredAt, backlog } of stays) {
    const journey = plan.journeys.get(journeyId);
    const isNear = enteredAt === null || backlog.length > 0;
    if (journey && isNear && !doors.has(journeyId)) {
      const open = version(journeyId, journey.version);
      // Most bookings meet somebody who did something meanwhile: what nobody needs is not asked for.
      if (enteredAt === null || open.document.settings.reentry.kind !== "never") {
        doors.set(journeyId, await doorOf(ctx, db, plan, journey, open));
      }
    }
  }
  return doors;
}

/** Whether moving people, whatever moves them, may let somebody in who must be counted or looked up first. */
export function guardsEntries(
  plan: Plan,
  version: (journeyId: string, number: number) => OpenVersion,
): boolean {
  return [...plan.journeys.values()].some((journey) => {
    const { cap, reentry } = version(journey.id, journey.version).document.settings;
    return cap.kind !== "all" || reentry.kind !== "never";
  });
}
