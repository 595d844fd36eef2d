import fc from "fast-check";
import { expect, it } from "vitest";
import { eventDays } from "../../events/event-days.ts";
import { advance } from "../../events/log.ts";
import { insertMissingCursors } from "../../events/log-store.ts";
import { testDatabase } from "../../testing/database.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { segmentGround } from "../../testing/segment-ground.ts";
import { type DidCondition, definition } from "../definition.ts";
import { scopeOf } from "../scope.ts";
import { definitionPeople } from "../sql/definition-sql.ts";

const database = testDatabase();
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Moments at which clocks go forward or back; Beirut's at midnight, so that a day begins at one, Lord Howe's by half an hour. */
const changes: [string, string][] = [
  ["Europe/Berlin", "2026-03-29T01:00:00Z"],
  ["Europe/Berlin", "2026-10-25T01:00:00Z"],
  ["America/New_York", "2026-03-08T07:00:00Z"],
  ["America/New_York", "2026-11-01T06:00:00Z"],
  ["Asia/Beirut", "2026-03-28T22:00:00Z"],
  ["Australia/Lord_Howe", "2026-04-04T15:00:00Z"],
  ["Asia/Kolkata", "2026-03-29T18:30:00Z"],
];

const weekdayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/** What a clock on a wall shows, by the tables of the system and not by luxon's or PostgreSQL's. */
function wall(zone: string) {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    weekday: "short",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
  });
  return (at: number) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return {
      hour: Number(part.hour),
      weekday: weekdayNames.indexOf(part.weekday ?? "") + 1,
      day: `${part.year}-${part.month}-${part.day}`,
    };
  };
}

/** A day of the calendar some days after another. */
const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

const hour = fc.integer({ min: 0, max: 23 });
const asked = fc.record({
  hours: fc.option(
    fc
      .tuple(hour, fc.integer({ min: 1, max: 24 }))
      .filter(([from, to]) => from !== to)
      .map(([from, to]) => ({ from, to })),
    { nil: undefined, freq: 2 },
  ),
  weekdays: fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }), {
    nil: undefined,
    freq: 2,
  }),
  when: fc.option(
    fc.oneof(
      fc
        .tuple(fc.integer({ min: -6, max: 1 }), fc.integer({ min: 0, max: 3 }))
        .map(([first, length]) => ({ kind: "days" as const, first, length })),
      fc
        .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 3 }))
        .map(([to, more]) => ({ kind: "days_ago" as const, from: to + more, to })),
    ),
    { nil: undefined, freq: 3 },
  ),
});

it("hours, weekdays and days are those of a clock on the workspace's wall, on days when it is put forward and back too", async () => {
  let met = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...changes),
      fc.array(
        fc.oneof(
          fc.integer({ min: -3 * DAY_MS, max: 2 * DAY_MS }),
          // The last and the first moment of hours.
          fc
            .tuple(fc.integer({ min: -60, max: 40 }), fc.constantFrom(-1, 0, 1))
            .map(([hours, ms]) => (hours * HOUR_MS) / 2 + ms),
        ),
        { minLength: 25, maxLength: 40 },
      ),
      fc.array(asked, { minLength: 6, maxLength: 10 }),
      fc.integer({ min: 0, max: 2 * DAY_MS }),
      async ([zone, change], away, questions, past) => {
        const middle = Date.parse(change);
        // What was sent of the future would count as of now.
        const now = middle + 2 * DAY_MS + past;
        const ground = await segmentGround(database.db, new Date(now));
        await database.db.sql(`update workspaces set time_zone = $2 where id = $1::uuid returning 1`, [
          ground.workspaceId,
          zone,
        ]);
        const events = away.map((ms, place) => ({ userId: `u${place}`, at: middle + ms }));
        const tell = (of: typeof events) =>
          ground.batch(
            ...of.map(({ userId, at }) => ({
              type: "track",
              event: "Opened",
              userId,
              timestamp: new Date(at).toISOString(),
            })),
          );
        await tell(events.slice(0, 15));
        await insertMissingCursors(database.db, [eventDays.name]);
        await othersAreDone(database.db);
        await advance(ground.ctx, eventDays, ground.workspaceId);
        await tell(events.slice(15));
        const read = wall(zone);
        const today = read(now).day;
        for (const { hours, weekdays, when } of questions) {
          const [first, last] =
            when?.kind === "days"
              ? [dayAfter(today, when.first), dayAfter(today, when.first + when.length)]
              : when
                ? [dayAfter(today, -when.from), dayAfter(today, -when.to)]
                : ["", "9"];
          const period =
            when?.kind === "days" ? { kind: "days", from: first, to: last } : (when ?? { kind: "always" });
          const did = { kind: "did", events: [{ name: "Opened" }], hours, weekdays, when: period };
          const given = definition.parse({ groups: [{ conditions: [did] }] });
          const scope = await scopeOf(ground.ctx, given);
          const found = await database.db.sql<{ id: string }>(
            `select user_id as id from people where workspace_id = $1::uuid and id in (${definitionPeople(given, scope)})`,
            scope.values.all,
          );
          const expected = events.filter(({ at }) => {
            const seen = read(at);
            const inHours =
              !hours ||
              (hours.from < hours.to
                ? seen.hour >= hours.from && seen.hour < hours.to
                : seen.hour >= hours.from || seen.hour < hours.to);
            return (
              inHours &&
              (!weekdays || weekdays.includes(seen.weekday)) &&
              seen.day >= first &&
              seen.day <= last
            );
          });
          met += expected.length;
          expect(
            found.map(({ id }) => id).sort(),
            `${zone} ${new Date(now).toISOString()} ${JSON.stringify(did)}`,
          ).toEqual(expected.map(({ userId }) => userId).sort());
        }
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 14), seed: 20_261_025, endOnFailure: false },
  );
  expect(met).toBeGreaterThan(100);
}, 200_000);

/** CleverTap: who bought mostly between 6 and 9 pm "made most of their purchases" then. */
it("mostly at some hours, or on some days, takes these hours and days together", async () => {
  const ground = await segmentGround(database.db, "2026-06-08T12:00:00Z");
  // 1 June 2026 is a Monday, and the workspace's clocks are UTC's.
  const bought: Record<string, string[]> = {
    spread: ["01T18", "01T19", "01T20", "02T10", "02T10"],
    once: ["01T19", "02T09", "03T10", "04T11"],
    twice: ["01T19", "02T19", "02T08", "02T09", "02T10", "02T11"],
    half: ["01T18", "02T10"],
    weekend: ["06T12", "07T12", "06T13", "07T13", "01T12", "01T13", "01T14"],
    week: ["06T12", "01T12", "01T13"],
  };
  await ground.batch(
    ...Object.entries(bought).flatMap(([userId, times]) =>
      times.map((time) => ({
        type: "track",
        event: "Bought",
        userId,
        timestamp: `2026-06-${time}:30:00Z`,
      })),
    ),
  );
  const meant = async (measure: DidCondition["measure"]) => {
    const asking = definition.parse({
      groups: [{ conditions: [{ kind: "did", events: [{ name: "Bought" }], measure }] }],
    });
    const scope = await scopeOf(ground.ctx, asking);
    const rows = await database.db.sql<{ user: string }>(
      `select user_id as user from people where id in (${definitionPeople(asking, scope)}) order by 1`,
      scope.values.all,
    );
    return rows.map(({ user }) => user);
  };
  expect(await meant({ of: "mostly_hours", hours: { from: 18, to: 21 }, share: "most" })).toEqual(["spread"]);
  expect(await meant({ of: "mostly_hours", hours: { from: 21, to: 18 }, share: "most" })).toEqual([
    "once",
    "twice",
    "week",
    "weekend",
  ]);
  expect(await meant({ of: "mostly_weekdays", weekdays: [6, 7], share: "most" })).toEqual(["weekend"]);
  expect(await meant({ of: "mostly_weekdays", weekdays: [2], share: "most" })).toEqual([
    "half",
    "once",
    "twice",
  ]);
});
