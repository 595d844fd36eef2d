import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import type { PersonRow, TimelineItem } from "./schema.ts";
import { type Person, type PersonSummary, selectPerson, type TimelineRow } from "./store.ts";

/** The person in the caller's workspace; for one that was merged, the person it became. Throws `not_found`. */
export async function personInWorkspace(ctx: Ctx, id: string): Promise<Person> {
  const found = await selectPerson(ctx.db, ctx.workspaceId, id);
  const person = found?.mergedInto ? await selectPerson(ctx.db, ctx.workspaceId, found.mergedInto) : found;
  if (!person) {
    throw new Fault("not_found", "There is no such person in this workspace.");
  }
  return person;
}

export function personRowOf(row: PersonSummary): PersonRow {
  return {
    id: row.id,
    name: row.name,
    userId: row.userId,
    email: row.email,
    phone: row.phone,
    anonymousId: row.anonymousId,
    deviceId: row.deviceId,
    firstSeen: row.firstSeen.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
  };
}

export function timelineItemOf({ tx, seq, timestamp, receivedAt, ...row }: TimelineRow): TimelineItem {
  return {
    ...row,
    id: `${tx}-${seq}`,
    timestamp: timestamp.toISOString(),
    receivedAt: receivedAt.toISOString(),
  };
}
