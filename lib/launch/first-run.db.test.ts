import { expect, test } from "vitest";
import { setUp } from "../access/set-up.ts";
import { readEnv } from "../env.ts";
import { testDatabase } from "../testing/database.ts";
import { testCtx } from "../testing/test-ctx.ts";
import { firstRun } from "./first-run.ts";

// One installation in its order: each step finds what the one before left.
const database = testDatabase();
const secret = "the secret of the first run's tests";
const env = readEnv({ JUNCTION_ADMIN_PASSWORD: "a long test password" });
const start = (demo: boolean) =>
  firstRun(database.db, { env, secret, sandboxUrl: demo ? "http://127.0.0.1:9" : null });

async function counts() {
  const [row] = await database.db.sql<Record<string, number>>(
    `select (select count(*) from workspaces)::int as workspaces, (select count(*) from users)::int as users,
       (select count(*) from sources)::int as sources, (select count(*) from people)::int as people,
       (select count(*) from events)::int as events,
       (select count(*) from graphile_worker.jobs where task_identifier = 'demo.connect')::int as connecting`,
  );
  return row;
}

test("a first start that was killed before the shop was there is completed, and a further one adds nothing", async () => {
  const ctx = { ...(await testCtx(database.db)), workspaceId: "" };
  await database.db.sql("delete from workspaces");
  // As far as it came: the account stands, the shop does not.
  const input = {
    email: "admin@example.com",
    password: "a long test password",
    workspaceName: "Demo shop",
    demo: true,
  };
  expect(await setUp(ctx, input)).toMatchObject({ created: true });
  expect(await counts()).toMatchObject({ workspaces: 1, users: 1, sources: 0, events: 0, connecting: 0 });
  expect(await start(true)).toBeNull();
  const filled = await counts();
  expect(filled).toMatchObject({ workspaces: 1, users: 1, sources: 2, connecting: 1 });
  expect(filled?.events).toBeGreaterThan(10_000);
  expect(await start(true)).toBeNull();
  expect(await counts()).toEqual(filled);
}, 120_000);

test("a workspace that was made without the demo gets no shop by a later start with it", async () => {
  await database.db.sql(
    "truncate workspaces, users, sources, people, identifiers, events, event_keys cascade",
  );
  await database.db.sql("delete from graphile_worker._private_jobs");
  expect(await start(false)).toMatchObject({ email: "admin@example.com" });
  expect(await start(true)).toBeNull();
  expect(await counts()).toMatchObject({ workspaces: 1, sources: 0, events: 0, connecting: 0 });
}, 60_000);
