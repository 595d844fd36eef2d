import { DateTime } from "luxon";
import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { actorId, actorName } from "./actor.ts";
import { newestEntry } from "./object-history-store.ts";
import { workspaceTimeZone } from "./time-zone.ts";

/** Who changed the draft of something last, and when; null where that was not kept. */
export type Edited = { editedBy: string | null; editedById: string | null; editedAt: Date | null };

/** The caller, at this moment. */
export function editedNow(ctx: Pick<Ctx, "actor" | "clock">): Edited {
  return { editedBy: actorName(ctx.actor), editedById: actorId(ctx.actor), editedAt: ctx.clock.now() };
}

/** Who changed something last whose every change is in its history. */
export async function editedLast(ctx: Ctx, object: { kind: string; id: string }): Promise<Edited> {
  const entry = await newestEntry(ctx.db, { workspaceId: ctx.workspaceId, ...object });
  return {
    editedBy: entry?.actorName ?? null,
    editedById: entry?.actorId ?? null,
    editedAt: entry?.at ?? null,
  };
}

/**
 * The refusal of a change that is not based on the newest draft: it says who made that one, and when. What to do about it says
 * the page, which offers it.
 */
export async function changedMeanwhile(ctx: Ctx, what: string, edited: Edited): Promise<Fault> {
  const { editedBy, editedById, editedAt } = edited;
  if (editedBy === null || editedAt === null) {
    return new Fault("conflict", `Somebody else changed this ${what} after it was loaded here.`);
  }
  const zone = await workspaceTimeZone(ctx);
  const at = DateTime.fromJSDate(editedAt, { zone }).setLocale("en").toFormat("d LLL yyyy, HH:mm");
  const isOwn = editedById !== null && editedById === actorId(ctx.actor);
  const who = isOwn ? `You changed this ${what} in another window` : `${editedBy} changed this ${what}`;
  return new Fault("conflict", `${who} on ${at} (${zone}), after it was loaded here.`);
}
