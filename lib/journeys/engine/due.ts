import type { Ctx } from "../../context.ts";
import { holdJourneyGate } from "../../db/journey-gate.ts";
import { type Sql, sqlOn, withTransaction } from "../../db/queryable.ts";
import { type Course, travel } from "./ask.ts";
import { carryOut, type Done } from "./carry-out.ts";
import { Traveller } from "./course.ts";
import { doorsFor, guardsEntries, nobodyIn } from "./door.ts";
import { heldUntil } from "./due-store.ts";
import { lockEntries } from "./gate-store.ts";
import { heldVersions, letsIn, movesPeople, openVersions, planOf } from "./plan-store.ts";
import { Record } from "./record.ts";
import type { Stay } from "./stay.ts";
import { dueStays, lastStays, peopleNow } from "./stay-store.ts";
import { lanes } from "./write-store.ts";

/** Small enough that nobody waits long for those who are moved. */
const BATCH = 1_000;

function lastOf(db: Sql, workspaceId: string, stays: readonly Stay[]): ReturnType<typeof lastStays> {
  const people = stays.map(({ personId }) => personId);
  return stays.length === 0
    ? Promise.resolve(new Map())
    : lastStays(db, workspaceId, people, [...new Set(stays.map(({ journeyId }) => journeyId))]);
}

/** Moves some of a workspace whom time moves now, as far as they come. `more`: others may be due, too. */
export async function moveDue(ctx: Ctx, limit = BATCH): Promise<Done & { more: boolean }> {
  const { workspaceId } = ctx;
  const nothing = { raised: false, senders: new Set<string>(), more: false };
  return withTransaction(
    ctx.db.pipelined,
    async (client) => {
      const db = sqlOn(client);
      await holdJourneyGate(db, workspaceId);
      const plan = await planOf(db, workspaceId);
      if (!plan) {
        return nothing;
      }
      const now = ctx.clock.now();
      const known = await openVersions(db, workspaceId, []);
      if (guardsEntries(plan, known)) {
        await lockEntries(db, workspaceId);
      }
      const running = [...plan.journeys.values()].filter(movesPeople);
      // Events that were received before somebody was due come first, and are not read yet.
      const until = await heldUntil(db, workspaceId, now);
      const stays = await dueStays(
        db,
        workspaceId,
        running.map((journey) => ({ id: journey.id, letsIn: letsIn(journey) })),
        { now: until, limit, except: heldVersions() },
      );
      if (stays.length === 0) {
        return nothing;
      }
      const version = await openVersions(db, workspaceId, stays);
      const people = await peopleNow(
        db,
        workspaceId,
        [...new Set(stays.map(({ personId }) => personId))],
        plan.zones,
      );
      const record = new Record();
      const doors = await doorsFor(ctx, db, { plan, version, stays });
      // They come in, or may come in again by what was kept of them.
      const near = stays.filter(({ enteredAt, backlog }) => enteredAt === null || backlog.length > 0);
      const last = await lastOf(db, workspaceId, near);
      const courses = stays.flatMap((stay): Course[] => {
        const [person, journey] = [people.get(stay.personId), plan.journeys.get(stay.journeyId)];
        if (!person || !journey) {
          return [];
        }
        const going = {
          plan,
          journey,
          record,
          now,
          until,
          refuse: doors.get(journey.id) ?? nobodyIn,
          version: (number: number) => version(journey.id, number),
        };
        const traveller = new Traveller(going, person, stay, last.get(`${person.id} ${journey.id}`) ?? null);
        return [{ personId: person.id, course: traveller.walk({ events: [] }) }];
      });
      await travel(ctx, db, courses, { zone: plan.zone, record, now });
      const done = await carryOut(ctx, db, { plan, version, record, lane: lanes.due, now });
      return { ...done, more: stays.length === limit };
    },
    { rederived: true },
  );
}
