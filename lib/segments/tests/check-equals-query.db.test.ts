import fc from "fast-check";
import { expect, it } from "vitest";
import { eventDays } from "../../events/event-days.ts";
import { advance } from "../../events/log.ts";
import { insertMissingCursors } from "../../events/log-store.ts";
import { testDatabase } from "../../testing/database.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { randomCall, randomDefinitions } from "../../testing/random-definitions.ts";
import { type SegmentGround, segmentGround } from "../../testing/segment-ground.ts";
import { type Condition, type Definition, definition } from "../definition.ts";
import type { CheckView } from "../schema.ts";
import { scopeOf } from "../scope.ts";
import { definitionPeople } from "../sql/definition-sql.ts";
import { checkPerson } from "../verbs/check-person.ts";
import { readReach } from "../verbs/read-reach.ts";

const database = testDatabase();
const START = Date.parse("2026-03-28T22:00:00.000Z");
const MINUTE = 60_000;

const chrome =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Safari/537.36";
const contexts = [
  {},
  { os: { name: "iOS", version: "26.1" }, locale: "en-GB", location: { latitude: 48.2, longitude: 16.4 } },
  { app: { version: "4.9" }, userAgent: chrome, device: { type: "ios", token: "t-1" }, locale: "de-AT" },
];
const not = fc.boolean();
const about = fc
  .tuple(
    fc.constantFrom<object>(
      { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } },
      { kind: "property", path: ["plan"], test: { type: "any", op: "is_not_set" } },
      { kind: "property", path: ["since"], test: { type: "date", op: "days_ahead", value: 0 } },
      { kind: "property", path: ["nothing", "here"], test: { type: "number", op: "not_equals", value: 1 } },
      { kind: "field", field: "user_id", test: { type: "text", op: "starts_with", value: "A" } },
      {
        kind: "field",
        field: "first_seen",
        test: { type: "date", op: "in_last", value: { count: 1, unit: "hours" } },
      },
      { kind: "field", field: "bucket", test: { type: "number", op: "less_than", value: 500 } },
      { kind: "field", field: "age", test: { type: "number", op: "not_equals", value: 3 } },
      { kind: "field", field: "language", test: { type: "text", op: "none_of", values: ["en", "fr"] } },
      { kind: "field", field: "os_version", test: { type: "version", op: "greater_than", value: "26" } },
      { kind: "field", field: "browser", test: { type: "text", op: "equals", value: "Chrome" } },
      {
        kind: "field",
        field: "location",
        test: { type: "place", op: "within", places: [{ latitude: 48.2, longitude: 16.4, metres: 10 }] },
      },
      { kind: "reachable", channel: "push" },
      { kind: "reachable", channel: "email" },
      { kind: "unsubscribed", channel: "email" },
    ),
    not,
  )
  .map(([condition, denied]) => ({ ...condition, not: denied }));

const calls = fc.array(
  fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .tuple(randomCall, fc.constantFrom(...contexts))
        .map(([call, context]) => ({ ...call, context })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom("ada", "ben").map((userId) => ({
        type: "identify",
        userId,
        traits: { email: `${userId}@example.com`, "MSG-email": userId === "ada" },
        minutesAgo: 0,
      })),
    },
  ),
  { minLength: 4, maxLength: 14 },
);

async function idsOf(ground: SegmentGround, asked: Definition): Promise<string[]> {
  const scope = await scopeOf(ground.ctx, asked);
  const rows = await database.db.sql<{ id: string }>(
    `select m.id::text from (${definitionPeople(asked, scope)}) m(id) order by 1`,
    scope.values.all,
  );
  return rows.map(({ id }) => id);
}

const joined = (match: "all" | "any", of: boolean[]): boolean =>
  match === "all" ? of.every(Boolean) : of.some(Boolean);

/** What the marks of a tree say together, by the rules that the tree shows. */
function told(asked: Definition, { groups }: CheckView): boolean {
  return joined(
    asked.match,
    groups.map(({ constant, conditions }, place) => {
      const of = asked.groups[place];
      const rest = conditions.filter((_, at) => !(of?.constant && of.conditions[at]?.kind === "did"));
      const marks = rest.map(({ verdict }) => verdict === "met");
      return joined(of?.match ?? "all", constant === null ? marks : [constant, ...marks]);
    }),
  );
}

const alone = (condition: Condition): Definition =>
  definition.parse({ groups: [{ conditions: [condition] }] });

it("whatever is asked of whomever, the check of a person and the sizes say what the whole query says", async () => {
  let compared = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(randomDefinitions(about), { minLength: 2, maxLength: 4 }),
      calls,
      calls,
      async (given, before, since) => {
        const ground = await segmentGround(database.db, new Date(START));
        await database.db.sql(
          `update workspaces set time_zone = 'Europe/Berlin' where id = $1::uuid returning 1`,
          [ground.workspaceId],
        );
        const tell = (of: typeof before) =>
          ground.batch(
            ...of.map(({ minutesAgo, ...rest }) => ({
              ...(rest as object),
              timestamp: new Date(START - minutesAgo * MINUTE).toISOString(),
            })),
          );
        await tell(before);
        await othersAreDone(database.db);
        // The days of what was before are counted, of the rest they are not.
        await insertMissingCursors(database.db, [eventDays.name]);
        await advance(ground.ctx, eventDays, ground.workspaceId);
        await tell(since);
        await ground.follow();
        const inner = await ground.make("past", given[0]);
        const everybody = await database.db.sql<{ id: string }>(
          "select id::text from people where workspace_id = $1::uuid and merged_into is null",
          [ground.workspaceId],
        );
        const last = given.at(-1) as Definition;
        const nested: Definition = {
          match: last.match,
          groups: [
            ...last.groups,
            { match: "all", conditions: [{ kind: "segment", not: true, segmentId: inner.id }] },
          ],
        };
        for (const asked of [...given, nested]) {
          const whole = new Set(await idsOf(ground, asked));
          const singly: Set<string>[][] = [];
          for (const { conditions } of asked.groups) {
            const sets: Set<string>[] = [];
            for (const each of conditions) {
              sets.push(new Set(await idsOf(ground, alone(each))));
            }
            singly.push(sets);
          }
          const reach = await readReach(ground.ctx, { definition: asked, exact: true });
          const text = JSON.stringify(asked);
          expect(reach.people, text).toBe(whole.size);
          expect(reach.conditions, text).toEqual(singly.map((sets) => sets.map(({ size }) => size)));
          for (const { id } of everybody) {
            const view = await checkPerson(ground.ctx, { definition: asked, personId: id });
            expect(view.meant, text).toBe(whole.has(id));
            expect(told(asked, view), text).toBe(whole.has(id));
            expect(
              view.groups.map(({ conditions }) => conditions.map(({ verdict }) => verdict === "met")),
              text,
            ).toEqual(singly.map((sets) => sets.map((set) => set.has(id))));
            compared += whole.has(id) ? 1 : 0;
          }
        }
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 12), seed: 20_261_127, endOnFailure: false },
  );
  expect(compared).toBeGreaterThan(20);
}, 300_000);
