import { randomUUID } from "node:crypto";
import pg from "pg";
import { secretBox } from "../lib/access/secret-box.ts";
import type { Ctx } from "../lib/context.ts";
import { openDatabase } from "../lib/db/client.ts";
import { systemClock } from "../lib/kernel/clock.ts";
import { silentLogger } from "../lib/kernel/logger.ts";
import { listPeople } from "../lib/people/verbs/list-people.ts";
import type { Bench } from "./kit.ts";
import { median, note, secondsOf, withGround } from "./kit.ts";

const SMALL = 2_000;
const LARGE = Number(process.env.BENCH_PEOPLE ?? 1_000_000);
const searches = ["cust-1", "cust-19", "a", "ada 7", "person19@", "+491", "nobody at all", undefined];

const peopleSql = `insert into people
    (workspace_id, id, user_id, email, phone, name, first_seen, last_seen)
  select $1, gen_random_uuid(), 'cust-' || n, 'person' || n || '@example.com', '+49' || (100000000 + n),
    (array['Ada', 'Bo', 'Cem', 'Dana', 'Eli'])[1 + n % 5] || ' ' || n, now() - interval '90 days',
    now() - (n % 100000) * interval '1 minute'
  from generate_series(1, $2::int) n`;
const identifiersSql = `insert into identifiers (workspace_id, kind, value, person_id)
  select workspace_id, k.kind, k.value, id from people
  cross join lateral (values ('user_id', user_id), ('email', email), ('phone', phone)) k(kind, value)
  where workspace_id = $1`;

/**
 * `pages-people`: the time of all searches with 2,000 people to that with 1,000,000, so that more is better, as with the
 * other figures: 0.5 means twice the time. `pages-people-worst`: of the search where it is least.
 */
export const bench: Bench = () =>
  withGround(async (ground) => {
    const admin = new pg.Client({ connectionString: ground.databaseUrl });
    await admin.connect();
    const workspaces = { small: randomUUID(), large: randomUUID() };
    for (const [workspaceId, count] of [
      [workspaces.small, SMALL],
      [workspaces.large, LARGE],
    ] as const) {
      await admin.query(peopleSql, [workspaceId, count]);
      await admin.query(identifiersSql, [workspaceId]);
    }
    await admin.query("vacuum analyze");
    await admin.end();
    const db = openDatabase(ground.databaseUrl, { max: 2 });
    const ctxOf = (workspaceId: string): Ctx => ({
      actor: { kind: "key", id: randomUUID(), name: "bench", role: "viewer" },
      workspaceId,
      db,
      clock: systemClock,
      log: silentLogger,
      secrets: secretBox("a secret for benches"),
      http: () => Promise.reject(new Error("no calls")),
      hosts: {},
    });
    const timeOf = async (workspaceId: string, search: string | undefined) => {
      const ctx = ctxOf(workspaceId);
      return secondsOf(() => listPeople(ctx, { limit: 20, search }));
    };
    const times = { small: [] as number[], large: [] as number[] };
    for (const search of searches) {
      const own = { small: [] as number[], large: [] as number[] };
      for (let round = 0; round < 15; round += 1) {
        for (const size of ["small", "large"] as const) {
          const seconds = await timeOf(workspaces[size], search);
          if (round > 2) {
            own[size].push(seconds);
          }
        }
      }
      times.small.push(median(own.small));
      times.large.push(median(own.large));
      note(
        `  ${(search ?? "(no search)").padEnd(14)} ${(median(own.small) * 1e3).toFixed(1)} ms → ${(median(own.large) * 1e3).toFixed(1)} ms`,
      );
    }
    await db.close();
    const sum = (list: number[]) => list.reduce((total, value) => total + value, 0);
    const ratios = times.small.map((small, index) => small / (times.large[index] ?? Number.NaN));
    return [
      { name: "pages-people", ratio: sum(times.small) / sum(times.large) },
      { name: "pages-people-worst", ratio: Math.min(...ratios) },
    ];
  });
