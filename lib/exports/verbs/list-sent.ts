import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { profilesOf } from "../../people/profiles.ts";
import { type ListSent, type SentItem, type SentPage, listSent as schema } from "../schema.ts";
import { placeOf, sentEvents, sentProfiles } from "../sent/sent-of-person.ts";
import { type EventPlace, eventsOfPerson } from "../sent/sent-store.ts";

/** Events looked at together, and at most for one page: of somebody whose events are not exported a page may be empty. */
const STEP = 100;
const STEPS = 10;

const eventPlace = z.object({ timestamp: z.iso.datetime(), seq: z.string().regex(/^\d{1,18}$/) });
const position = z.object({ event: eventPlace.nullable(), profile: z.string().max(200).nullable() });

/**
 * What exports sent of a person under any of the profiles that became them: events by their own time, the profile by when
 * it was sent, newest first. A page ends with an event, so it may hold a few items more than `limit`, or none and still
 * not be the last. Throws `not_found`.
 */
export async function listSent(ctx: Ctx, input: ListSent): Promise<SentPage> {
  authorise(ctx, "exports.read");
  const { id, cursor, limit } = parse(schema, input);
  const from = cursor === undefined ? { event: null, profile: null } : decodeCursor(position, cursor);
  const profiles = await profilesOf(ctx, id);
  const ofProfile = (await sentProfiles(ctx, profiles)).filter(
    (item) => from.profile === null || placeOf(item) < from.profile,
  );
  const items: SentItem[] = [];
  let after: EventPlace | null = from.event;
  let taken = 0;
  /** Profiles that come before a moment. */
  const takeProfiles = (until: string) => {
    for (; taken < ofProfile.length && items.length < limit; taken += 1) {
      const item = ofProfile[taken];
      if (!item || (item.at ?? "") < until) {
        return;
      }
      items.push(item);
    }
  };
  const page = (isLast: boolean): SentPage => {
    const last = ofProfile[taken - 1];
    const next = { event: after, profile: last ? placeOf(last) : from.profile };
    return { items, nextCursor: isLast ? null : encodeCursor(next) };
  };
  for (let step = 0; step < STEPS; step += 1) {
    const where = { workspaceId: ctx.workspaceId, personId: profiles[0], after, limit: STEP };
    const events = await eventsOfPerson(ctx.db, where);
    const sent = await sentEvents(ctx, profiles, events);
    for (const [index, event] of events.entries()) {
      takeProfiles(event.timestamp.toISOString());
      if (items.length >= limit) {
        return page(false);
      }
      items.push(...(sent[index] ?? []));
      after = { timestamp: event.timestamp.toISOString(), seq: event.seq };
    }
    if (events.length < STEP) {
      takeProfiles("");
      return page(taken === ofProfile.length);
    }
  }
  return page(false);
}
