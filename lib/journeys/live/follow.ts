import type { Ctx } from "../../context.ts";
import { holdJourneyGate } from "../../db/journey-gate.ts";
import type { Sql } from "../../db/queryable.ts";
import { type Consumer, defineConsumer, type LogWindow } from "../../events/log.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { type Course, travel } from "../engine/ask.ts";
import { carryOut, type Done } from "../engine/carry-out.ts";
import { Traveller } from "../engine/course.ts";
import { doorOf, doorsFor, guardsEntries, nobodyIn } from "../engine/door.ts";
import { CONSUMER } from "../engine/due-store.ts";
import { lockEntries } from "../engine/gate-store.ts";
import { type ActiveJourney, openVersions, planOf } from "../engine/plan-store.ts";
import { Record } from "../engine/record.ts";
import type { LastStay } from "../engine/stay.ts";
import { areNear, lastStays, peopleNow, staysOf } from "../engine/stay-store.ts";
import { isAmong } from "../engine/version.ts";
import { lanes } from "../engine/write-store.ts";
import { DATES_AHEAD_MS } from "../next-run.ts";
import { datesOf } from "./dates.ts";
import { joinStays } from "./merge.ts";
import {
  becameInWindow,
  changedInWindow,
  comesBehind,
  eventsBefore,
  eventsInWindow,
  type PersonEvent,
} from "./window-store.ts";

type Entrance = { journey: ActiveJourney; beginsBy: ReadonlySet<string> };

/** The journeys that an event of the window may let somebody into. */
function entrancesFor(entrances: readonly Entrance[], events: readonly PersonEvent[]): Entrance[] {
  return entrances.filter(({ beginsBy, journey }) =>
    events.some((event) => BigInt(event.tx) >= journey.fromTx && isAmong(beginsBy, event)),
  );
}

/** The words with which people entered journeys of a workspace when one was last looked at. */
const knownWords = new Map<string, string>();

/**
 * The events of a window that may mean something, and whose profiles it changed, once the stays of all are their own whom the
 * events are of now.
 */
async function settled(ctx: Ctx, window: LogWindow, db: Sql, words: readonly string[]) {
  const { workspaceId } = ctx;
  const whom = new Set<string>();
  for (const joined = new Set<string>(); ; ) {
    // Merges last: of one that comes in between, the events are asked for anew.
    const [events, changed, became] = await Promise.all([
      eventsInWindow(db, workspaceId, window, words),
      changedInWindow(db, workspaceId, window),
      becameInWindow(db, workspaceId, window),
    ]);
    const merges = new Map(
      [...changed, ...became].flatMap(({ id, into }) =>
        into === null || joined.has(id) ? [] : [[id, into] as const],
      ),
    );
    if (merges.size === 0) {
      return { events, watched: new Set(changed.map(({ id, into }) => into ?? id)), became: whom };
    }
    await joinStays(
      ctx,
      db,
      [...merges].map(([id, into]) => ({ from: id, into })),
    );
    for (const [id, into] of merges) {
      joined.add(id);
      whom.add(into);
    }
  }
}

/** What runs at a window, and the events of it that may mean something; asked all at once where the plan is as it was. */
async function look(ctx: Ctx, window: LogWindow, db: Sql) {
  const { workspaceId } = ctx;
  const guess = knownWords.get(workspaceId) ?? "[]";
  const [, plan, guessed] = await Promise.all([
    holdJourneyGate(db, workspaceId),
    planOf(db, workspaceId),
    settled(ctx, window, db, JSON.parse(guess)),
  ]);
  if (!plan) {
    return null;
  }
  const current = await openVersions(db, workspaceId, []);
  const entrances = [...plan.journeys.values()].flatMap((journey): Entrance[] => {
    const { beginsBy } = current(journey.id, journey.version);
    return beginsBy && journey.status === "RUNNING" ? [{ journey, beginsBy }] : [];
  });
  const words = [...new Set(entrances.flatMap(({ beginsBy }) => [...beginsBy]))].sort();
  const isAsGuessed = JSON.stringify(words) === guess;
  knownWords.set(workspaceId, JSON.stringify(words));
  const { events, watched, became } = isAsGuessed ? guessed : await settled(ctx, window, db, words);
  // The first look may have handed over the stays already.
  const whom = [...new Set([...guessed.became, ...became])];
  const [dates, before] = await Promise.all([
    datesOf(db, workspaceId, window, { plan, current }),
    whom.length > 0 ? eventsBefore(db, workspaceId, window, whom) : [],
  ]);
  return { plan, current, events, before, watched, open: entrancesFor(entrances, events), dates };
}

/**
 * What a window of events means to the people of a workspace, all of it in the transaction of `db`. `isAnew`: it is looked at
 * once more, as somebody became another person meanwhile.
 */
export async function followWindow(
  ctx: Ctx,
  window: LogWindow,
  db: Sql,
  isAnew = false,
): Promise<Done | null> {
  const { workspaceId } = ctx;
  const looked = await look(ctx, window, db);
  if (
    !looked ||
    looked.events.length + looked.before.length + looked.dates.people.size + looked.watched.size === 0
  ) {
    return null;
  }
  const { plan, current, events, before, watched, open, dates } = looked;
  const now = ctx.clock.now();
  const byPerson = groupBy(events, ({ personId }) => personId);
  const earlier = groupBy(before, ({ personId, journeyId }) => `${personId} ${journeyId}`);
  const knew = before.map(({ personId }) => personId);
  const ids = [...new Set([...byPerson.keys(), ...knew, ...dates.people, ...watched])].sort();
  const entered = [...new Set([...open.map(({ journey }) => journey.id), ...dates.journeys])];
  const lets = entered.length > 0 || (guardsEntries(plan, current) && (await areNear(db, workspaceId, ids)));
  const [, stayed, people, known, until] = await Promise.all([
    lets ? lockEntries(db, workspaceId) : null,
    staysOf(db, workspaceId, ids),
    peopleNow(db, workspaceId, ids, plan.zones),
    entered.length > 0 ? lastStays(db, workspaceId, ids, entered) : new Map<string, LastStay>(),
    comesBehind(db, workspaceId, window, now),
  ]);
  if (!isAnew && [...byPerson.keys()].some((id) => !people.has(id))) {
    return followWindow(ctx, window, db, true);
  }
  const stays = groupBy(stayed, ({ personId }) => personId);
  const version = await openVersions(db, workspaceId, stayed);
  const record = new Record();
  const near = stayed.filter(({ journeyId }) => !entered.includes(journeyId));
  const doors = await doorsFor(ctx, db, { plan, version, stays: near });
  const last =
    doors.size > 0
      ? new Map([...known, ...(await lastStays(db, workspaceId, ids, [...doors.keys()]))])
      : known;
  for (const id of entered) {
    const journey = plan.journeys.get(id);
    if (journey) {
      doors.set(id, await doorOf(ctx, db, plan, journey, current(id, journey.version)));
    }
  }
  const run = { dates: new Date(now.getTime() + DATES_AHEAD_MS) };
  const courses = ids.flatMap((id): Course[] => {
    const person = people.get(id);
    const mine = byPerson.get(id) ?? [];
    const own = new Map((stays.get(id) ?? []).map((stay) => [stay.journeyId, stay]));
    const journeys = new Set([
      ...own.keys(),
      ...open.flatMap(({ journey, beginsBy }) =>
        mine.some((each) => isAmong(beginsBy, each)) ? [journey.id] : [],
      ),
      ...(dates.people.has(id) ? dates.journeys : []),
    ]);
    return [...journeys].sort().flatMap((journeyId): Course[] => {
      const journey = plan.journeys.get(journeyId);
      if (!person || !journey) {
        return [];
      }
      const going = {
        plan,
        journey,
        record,
        now,
        until,
        refuse: doors.get(journeyId) ?? nobodyIn,
        version: (number: number) => version(journeyId, number),
      };
      const traveller = new Traveller(
        going,
        person,
        own.get(journeyId) ?? null,
        last.get(`${id} ${journeyId}`) ?? null,
      );
      const isDated = dates.people.has(id) && dates.journeys.includes(journeyId);
      const inputs = {
        ...{ events: mine, earlier: earlier.get(`${id} ${journeyId}`) ?? [], changed: watched.has(id) },
        ...(isDated && { run }),
      };
      return [{ personId: id, course: traveller.walk(inputs) }];
    });
  });
  await travel(ctx, db, courses, { zone: plan.zone, record, now });
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
    isFrequent: true,
    handle: async (ctx, window, db) => {
      const done = await followWindow(ctx, window, db);
      if (done) {
        told(done);
      }
    },
  });
}
