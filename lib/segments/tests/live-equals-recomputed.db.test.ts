import fc from "fast-check";
import { expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { randomCall, randomDefinitions } from "../../testing/random-definitions.ts";
import { type SegmentGround, segmentGround } from "../../testing/segment-ground.ts";
import type { Definition } from "../definition.ts";
import { referredSegments } from "../references.ts";
import { scopeWith } from "../scope.ts";
import { definitionPeople } from "../sql/definition-sql.ts";
import { calendarPace } from "../sql/due-sql.ts";

const database = testDatabase();
const START = Date.parse("2026-03-28T22:00:00.000Z");
const MINUTE = 60_000;

const step = fc.oneof(
  { weight: 3, arbitrary: fc.array(randomCall, { minLength: 1, maxLength: 4 }).map((calls) => ({ calls })) },
  { weight: 2, arbitrary: fc.constantFrom(1, 9, 30, 31, 60, 70, 125, 1_500).map((minutes) => ({ minutes })) },
);

async function recomputed(ground: SegmentGround, asking: Definition): Promise<string[]> {
  const scope = await scopeWith(ground.ctx, await referredSegments(ground.ctx, asking));
  const query = definitionPeople(asking, scope);
  const rows = await database.db.sql<{ id: string }>(
    `select coalesce(user_id, id::text) as id from people where workspace_id = $1::uuid and id in (${query}) order by 1`,
    scope.values.all,
  );
  return rows.map(({ id }) => id);
}

it("whatever is asked and whatever happens, the members of a live segment are those whom its definition means", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(randomDefinitions(), { minLength: 3, maxLength: 5 }),
      fc.array(step, { minLength: 4, maxLength: 9 }),
      async (given, steps) => {
        const ground = await segmentGround(database.db, new Date(START));
        await database.db.sql(
          `update workspaces set time_zone = 'Europe/Berlin' where id = $1::uuid returning 1`,
          [ground.workspaceId],
        );
        const made: { id: string; asking: Definition }[] = [];
        for (const [place, asking] of given.entries()) {
          const inner = made.at(-1);
          // Some ask for the one before, too.
          const whole: Definition =
            place === 2 && inner
              ? {
                  match: "all",
                  groups: [
                    ...asking.groups,
                    { match: "any", conditions: [{ kind: "segment", not: false, segmentId: inner.id }] },
                  ],
                }
              : asking;
          const { id } = await ground.make("live", whole);
          made.push({ id, asking: whole });
        }
        await ground.refresh();
        for (const each of steps) {
          if ("minutes" in each) {
            ground.clock.advance(each.minutes * MINUTE);
          } else {
            const now = ground.clock.now().getTime();
            await ground.batch(
              ...each.calls.map(({ minutesAgo, ...rest }) => ({
                ...(rest as object),
                timestamp: new Date(now - minutesAgo * MINUTE).toISOString(),
              })),
            );
          }
          await ground.follow();
          for (const { id, asking } of made) {
            const referred = await referredSegments(ground.ctx, asking);
            if (calendarPace(asking, referred) !== "never") {
              await database.db.sql(
                `update segments set refresh_at = '2000-01-01' where id = $1::uuid returning 1`,
                [id],
              );
              await ground.refresh();
            }
            expect(await ground.members(id), JSON.stringify(asking)).toEqual(
              await recomputed(ground, asking),
            );
          }
        }
        const sizes = await database.db.sql<{ wrong: number }>(
          `select count(*)::int as wrong from segments s where s.workspace_id = $1::uuid and s.people <> (
             select count(*) from segment_members m where m.workspace_id = s.workspace_id and m.segment_id = s.id)`,
          [ground.workspaceId],
        );
        expect(sizes).toEqual([{ wrong: 0 }]);
      },
    ),
    { numRuns: 15, seed: 20_260_328, endOnFailure: false },
  );
}, 300_000);
