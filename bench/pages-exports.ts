import { openDatabase } from "../lib/db/client.ts";
import { listExports as schema } from "../lib/exports/schema.ts";
import { listExports } from "../lib/exports/verbs/list-exports.ts";
import { type ExportWorld, exportWorld } from "../lib/testing/export-world.ts";
import { type Figure, median, note, secondsOf, withGround } from "./kit.ts";

const FEW = 20;
const MANY = 100_000;
const ROUNDS = 40;

/** What the page asks for: its first view, pages, a filter, a range of days. */
const queries = [
  {},
  { page: 2 },
  { perPage: 40 },
  { status: "DONE" },
  { status: "RUNNING" },
  { frequency: "recurring" },
  { partner: "segment", format: "JSON" },
  { exportedFrom: "2026-01-01" },
];

/** Exports of all kinds over the last days; one in a thousand runs. */
async function fill(world: ExportWorld, count: number): Promise<void> {
  const { db } = world.ctx;
  await db.sql(
    `insert into exports (workspace_id, id, connection_id, partner, data_type, event_names, identifier_priority, frequency,
       start_at, status, outcome, accepted, rejected, created_by, created_at, last_run_at)
     select $1::uuid, gen_random_uuid(), $2::uuid, 'segment', (array['all', 'engagement', 'profiles'])[1 + n % 3], '{}', '{}',
       (array['one_time', 'recurring', 'live'])[1 + n % 3], now(), case when n % 1000 = 7 then 'RUNNING' else 'DONE' end,
       'accepted', n, n % 7, 'Mara', now() - make_interval(mins => n), now()
     from generate_series(1, $3::int) n`,
    [world.workspaceId, world.connectionId, count],
  );
  // Else the check of the foreign key below keeps the plan that fitted an empty table.
  await db.sql("analyze exports");
  await db.sql(
    `insert into export_runs (workspace_id, id, export_id, number, trigger, status, settings, expected, read, started_at)
     select workspace_id, gen_random_uuid(), id, 1, 'first', status, '{}', 1000, 500, now() from exports
     where workspace_id = $1::uuid`,
    [world.workspaceId],
  );
}

/** The Exports list with 20 against 100,000 exports: floor and product are the same call; at most twice the time. */
export function bench(): Promise<Figure[]> {
  return withGround(async (ground) => {
    const db = openDatabase(ground.databaseUrl, { max: 2 });
    try {
      const few = await exportWorld(db, { url: "http://127.0.0.1:9" });
      const many = await exportWorld(db, { url: "http://127.0.0.1:9" });
      await fill(few, FEW);
      await fill(many, MANY);
      await db.sql("analyze export_runs");
      const medians = { few: [] as number[], many: [] as number[] };
      for (const query of queries) {
        const times = { few: [] as number[], many: [] as number[] };
        for (let round = 0; round < ROUNDS; round += 1) {
          for (const [size, world] of [
            ["few", few],
            ["many", many],
          ] as const) {
            const seconds = await secondsOf(() => listExports(world.ctx, schema.parse(query)));
            if (round >= 5) {
              times[size].push(seconds);
            }
          }
        }
        medians.few.push(median(times.few));
        medians.many.push(median(times.many));
        note(
          `  ${JSON.stringify(query).padEnd(44)} ${(median(times.few) * 1e3).toFixed(1)} ms, ${(median(times.many) * 1e3).toFixed(1)} ms`,
        );
      }
      return [{ name: "pages-exports", ratio: median(medians.many) / median(medians.few) }];
    } finally {
      await db.close();
    }
  });
}
