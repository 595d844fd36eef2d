import { randomUUID } from "node:crypto";
import pg from "pg";
import { listAudiences as listSchema, listMembers as membersSchema } from "../lib/audiences/schema.ts";
import { listAudiences } from "../lib/audiences/verbs/list-audiences.ts";
import { listMembers } from "../lib/audiences/verbs/list-members.ts";
import { openDatabase } from "../lib/db/client.ts";
import { testCtx } from "../lib/testing/test-ctx.ts";
import { listAudiencesOfPerson } from "../lib/transfers/verbs/list-audiences-of-person.ts";
import { type Figure, median, note, secondsOf, withGround } from "./kit.ts";

const FEW = 20;
const MANY = 100_000;
const SMALL = 2_000;
const LARGE = Number(process.env.BENCH_MEMBERS ?? 1_000_000);
const ROUNDS = 20;
const WARM = 5;

/** What the list asks for: its first view, pages, searches that find few, many and nothing, each source, each order. */
const lists = [
  {},
  { page: 2 },
  { perPage: 40 },
  { search: "7" },
  { search: "ber" },
  { search: "carts 19" },
  { search: "nobody named it so" },
  { origin: ["eventbridge"] },
  { origin: ["story"] },
  { origin: ["csv"], search: "quiz" },
  { sort: "name", direction: "asc" },
  { sort: "size" },
  { sort: "changed" },
  { sort: "changed", direction: "asc" },
];
const searches = [undefined, "cust-1", "cust-19", "CUST-12", "person1", "nobody at all"];

const audiencesSql = `insert into audiences (workspace_id, id, name, origin, size, changed_at, created_by, created_at)
  select $1, gen_random_uuid(), (array['Abandoned carts ', 'Quiz: sneaker fans ', 'Members of number '])[1 + n % 3] || n,
    case when n % 5000 = 7 then 'story' when n % 3 = 0 then 'csv' else 'eventbridge' end, n * 7919 % 100003,
    now() - n * 7919 % 100003 * interval '1 minute', 'Mara', now() - n * interval '1 minute'
  from generate_series(1, $2::int) n`;
const sizesSql = `insert into audience_sizes (workspace_id, audience_id, hour, size, joined)
  select workspace_id, id, date_trunc('hour', now()) - n * interval '1 day', size, 1
  from audiences cross join generate_series(0, 4) n where workspace_id = $1`;
const membersSql = `insert into audience_members
    (workspace_id, audience_id, identity, present, properties, stamps, upserted_at, joined_at)
  select $1, $2, case when n % 9 = 0 then 'person' || n || '@example.com' else 'cust-' || n end, n % 20 <> 3,
    '{"cart_value": 60}', '{"cart_value": 1}', now(), now() - n % 100000 * interval '1 second'
  from generate_series(1, $3::int) n`;

type World = Awaited<ReturnType<typeof testCtx>>;

async function times<Query>(
  queries: readonly Query[],
  worlds: { little: World; much: World },
  ask: (world: World, query: Query) => Promise<unknown>,
): Promise<number[]> {
  const ratios: number[] = [];
  for (const query of queries) {
    const own = { little: [] as number[], much: [] as number[] };
    for (let round = 0; round < ROUNDS + WARM; round += 1) {
      for (const amount of ["little", "much"] as const) {
        const seconds = await secondsOf(() => ask(worlds[amount], query));
        if (round >= WARM) {
          own[amount].push(seconds);
        }
      }
    }
    const [little, much] = [median(own.little), median(own.much)];
    ratios.push(little / much);
    const what = JSON.stringify(query) ?? "(no search)";
    note(`  ${what.padEnd(44)} ${(little * 1e3).toFixed(1)} ms → ${(much * 1e3).toFixed(1)} ms`);
  }
  return ratios;
}

/**
 * Time with little to time with much, so that more is better and 0.5 means twice the time: the list of 20 and of 100,000
 * audiences, members of an audience of 2,000 and of one of 1,000,000; and of each the question where it is least.
 */
export function bench(): Promise<Figure[]> {
  return withGround(async (ground) => {
    const db = openDatabase(ground.databaseUrl, { max: 2 });
    const admin = new pg.Client({ connectionString: ground.databaseUrl });
    await admin.connect();
    try {
      const now = new Date();
      const few = await testCtx(db, { now });
      const many = await testCtx(db, { now });
      const members = new Map<World, string>();
      const person = new Map<World, string>();
      for (const [world, count, size] of [
        [few, FEW, SMALL],
        [many, MANY, LARGE],
      ] as const) {
        await admin.query(audiencesSql, [world.workspaceId, count]);
        await admin.query(sizesSql, [world.workspaceId]);
        const audienceId = randomUUID();
        const personId = randomUUID();
        members.set(world, audienceId);
        person.set(world, personId);
        await admin.query(
          `insert into audiences (workspace_id, id, name, origin, size, created_by) values ($1, $2, 'Largest', 'csv', $3, 'Mara')`,
          [world.workspaceId, audienceId, size],
        );
        await admin.query(membersSql, [world.workspaceId, audienceId, size]);
        await admin.query(
          `insert into people (workspace_id, id, first_seen, last_seen) values ($1, $2, now(), now())`,
          [world.workspaceId, personId],
        );
        await admin.query(
          `insert into identifiers (workspace_id, kind, value, person_id) values ($1, 'user_id', 'cust-11', $2),
             ($1, 'email', 'person18@example.com', $2)`,
          [world.workspaceId, personId],
        );
      }
      await admin.query("vacuum analyze");
      const worlds = { little: few, much: many };
      const list = await times(lists, worlds, (world, query) =>
        listAudiences(world, listSchema.parse(query)),
      );
      const found = await times(searches, worlds, (world, search) =>
        listMembers(world, membersSchema.parse({ id: members.get(world), search, limit: 50 })),
      );
      // Not asked of: a person's page looks at 2,000 audiences at most.
      await times(["audiences of a person"], worlds, (world) =>
        listAudiencesOfPerson(world, { id: person.get(world) ?? "", limit: 50 }),
      );
      return [
        { name: "pages-audiences", ratio: median(list) },
        { name: "pages-audiences-worst", ratio: Math.min(...list) },
        { name: "pages-members", ratio: median(found) },
        { name: "pages-members-worst", ratio: Math.min(...found) },
      ];
    } finally {
      await admin.end();
      await db.close();
    }
  });
}
