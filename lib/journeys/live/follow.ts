import type { Ctx } from "../../context.ts";
import { type Consumer, defineConsumer, type LogWindow } from "../../events/log.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { type Course, travel } from "../engine/ask.ts";
import { carryOut, type Done } from "../engine/carry-out.ts";
import { Traveller } from "../engine/course.ts";
import { type Door, doorOf } from "../engine/door.ts";
import { CONSUMER } from "../engine/due-store.ts";
import { holdJourneyGate, lockEntries } from "../engine/gate-store.ts";
import { type ActiveJourney, openVersions, planOf } from "../engine/plan-store.ts";
import { Record } from "../engine/record.ts";
import { lastStays, peopleNow, staysOf } from "../engine/stay-store.ts";
import { isAmong } from "../engine/version.ts";
import { lanes } from "../engine/write-store.ts";
import { joinStays } from "./merge.ts";
import { eventsInWindow, mergesInWindow, type PersonEvent } from "./window-store.ts";

const shut: Door = () => null;

type Entrance = { journey: ActiveJourney; beginsBy: ReadonlySet<string> };

/** The journeys that an event of the window may let somebody into. */
function entrancesFor(entrances: readonly Entrance[], events: readonly PersonEvent[]): Entrance[] {
  return entrances.filter(({ beginsBy, journey }) =>
    events.some((event) => BigInt(event.tx) >= journey.fromTx && isAmong(beginsBy, event)),
  );
}

/** What a window of events means to the people of a workspace, all of it in the caller's transaction. */
export async function followWindow(ctx: Ctx, window: LogWindow): Promise<Done | null> {
  const { db, workspaceId } = ctx;
  // What it writes can be had again from the log: its commit does not wait for the disk.
  await db.sql("select set_config('synchronous_commit', 'off', true)");
  await holdJourneyGate(db, workspaceId);
  const merges = await mergesInWindow(db, workspaceId, window);
  if (merges.length > 0) {
    await joinStays(ctx, merges);
  }
  const plan = await planOf(db, workspaceId);
  if (!plan) {
    return null;
  }
  const now = ctx.clock.now();
  const current = await openVersions(db, workspaceId, []);
  const entrances = [...plan.journeys.values()].flatMap((journey): Entrance[] => {
    const { beginsBy } = current(journey.id, journey.version);
    return beginsBy && journey.status === "RUNNING" ? [{ journey, beginsBy }] : [];
  });
  const words = [...new Set(entrances.flatMap(({ beginsBy }) => [...beginsBy]))];
  const events = await eventsInWindow(db, workspaceId, window, words);
  if (events.length === 0) {
    return null;
  }
  const open = entrancesFor(entrances, events);
  if (open.length > 0) {
    await lockEntries(db, workspaceId);
  }
  const byPerson = groupBy(events, ({ personId }) => personId);
  const ids = [...byPerson.keys()].sort();
  const stays = groupBy(await staysOf(db, workspaceId, ids), ({ personId }) => personId);
  const people = await peopleNow(db, workspaceId, ids, plan.zones);
  const last =
    open.length > 0
      ? await lastStays(
          db,
          workspaceId,
          ids,
          open.map(({ journey }) => journey.id),
        )
      : new Map();
  const version = await openVersions(db, workspaceId, [...stays.values()].flat());
  const record = new Record();
  const doors = new Map<string, Door>();
  for (const { journey } of open) {
    doors.set(journey.id, await doorOf(ctx, db, plan, journey, current(journey.id, journey.version)));
  }
  const courses = ids.flatMap((id): Course[] => {
    const person = people.get(id);
    const mine = byPerson.get(id) ?? [];
    const own = new Map((stays.get(id) ?? []).map((stay) => [stay.journeyId, stay]));
    const journeys = new Set([
      ...own.keys(),
      ...open.flatMap(({ journey, beginsBy }) =>
        mine.some((each) => isAmong(beginsBy, each)) ? [journey.id] : [],
      ),
    ]);
    return [...journeys].sort().flatMap((journeyId): Course[] => {
      const journey = plan.journeys.get(journeyId);
      if (!person || !journey) {
        return [];
      }
      const going = {
        ...{ plan, journey, record, now, refuse: doors.get(journeyId) ?? shut },
        version: (number: number) => version(journeyId, number),
      };
      const traveller = new Traveller(
        going,
        person,
        own.get(journeyId) ?? null,
        last.get(`${id} ${journeyId}`) ?? null,
      );
      return [{ personId: id, course: traveller.walk({ events: mine }) }];
    });
  });
  await travel(ctx, db, courses, plan.zone);
  return carryOut(ctx, db, { plan, version, record, lane: lanes.follow, now });
}

/**
 * Reads every event once, in order, and moves those whom it means something to. `told` hears of what may be told on when the
 * window's transaction has committed.
 */
export function journeyFollower(told: (done: Done) => void): Consumer {
  return defineConsumer({
    name: CONSUMER,
    maxEvents: 5_000,
    handle: async (ctx, window) => {
      const done = await followWindow(ctx, window);
      if (done) {
        told(done);
      }
    },
  });
}
