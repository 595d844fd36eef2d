import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ingestEndpoint } from "../../events/ingest-http.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { sandboxAccount } from "../../sandbox/account.ts";
import { OBJECT_ID, TOKENS } from "../../sandbox/clevertap/root-user.ts";
import { listCalls } from "../../sources/verbs/list-calls.ts";
import {
  type DestinationGround,
  destinationGround,
  makeDestination,
} from "../../testing/destination-ground.ts";
import { destinationSuite } from "../../testing/destination-suite.ts";
import { ingestGround, serveIngest } from "../../testing/ingest.ts";
import { officialSdks } from "../../testing/official-sdks.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { workTurn } from "../../testing/work-destinations.ts";
import { readFates } from "../verbs/read-fates.ts";
import {
  delivered,
  type KeptEvent,
  type KeptProfile,
  type SdkCase,
  type SdkName,
  sdkNames,
} from "./sdk-case.ts";
import { sdkCases } from "./sdk-cases.ts";

const { database, clevertapUrl } = destinationSuite({ max: 20 });

/** A case by one of the SDKs, in a workspace and with a CleverTap account of its own. */
type Run = { sdk: SdkName; of: SdkCase; ground?: DestinationGround; problem?: unknown };

const all = Object.values(sdkCases).flat();
const runs: Run[] = sdkNames.flatMap((sdk) =>
  all.filter(({ only }) => only === undefined || only.sdk === sdk).map((of) => ({ sdk, of })),
);
/** So many cases are prepared at a time; of turns more, since one that found calls looks out for others for a while. */
const PREPARED = 16;
const TURNS = 64;

let served: Awaited<ReturnType<typeof serveIngest>>;
let beganS: number;

/** Does the work for each, some at a time. What fails is noted on the run, for its own test to tell. */
async function forEach(atOnce: number, work: (run: Run) => Promise<void>): Promise<void> {
  const left = runs.values();
  const lane = async () => {
    for (const run of left) {
      run.problem ??= await work(run).catch((error: unknown) => error);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

beforeAll(async () => {
  beganS = Math.floor(Date.now() / 1_000);
  served = await serveIngest(ingestEndpoint((await ingestGround(database.db)).ctx));
  const destinations = new Map<Run, string>();
  await forEach(PREPARED, async (run) => {
    run.ground = await destinationGround(database.db, { clevertapUrl: clevertapUrl() });
    destinations.set(run, (await makeDestination(run.ground, { settings: run.of.settings })).id);
    await officialSdks[run.sdk]({ url: served.url, key: run.ground.key }, run.of.calls);
  });
  await othersAreDone(database.db);
  await forEach(TURNS, async (run) => {
    const id = destinations.get(run);
    if (run.ground && id !== undefined) {
      await workTurn(run.ground.system, id);
    }
  });
}, 180_000);
afterAll(() => served.stop());

const rootOf = ({ identity, objectId }: KeptProfile) =>
  objectId === undefined ? `identity ${identity}` : `objectId ${objectId}`;
const byRoot = (profiles: KeptProfile[]) =>
  Object.fromEntries(profiles.map((profile) => [rootOf(profile), profile]));

/** The users that CleverTap keeps of an account. */
async function profilesOf(account: string): Promise<KeptProfile[]> {
  const rows = await database.db.sql<{ identity: string; properties: JsonObject }>(
    `select identity, properties from sandbox_users where partner = 'clevertap' and account = $1`,
    [account],
  );
  return rows.map(({ identity: root, properties: kept }) => {
    const { [OBJECT_ID]: objectId, [TOKENS]: tokens, ...properties } = kept;
    return {
      ...(objectId === undefined ? { identity: root } : { objectId: root }),
      properties,
      ...(tokens !== undefined && { tokens: Object.values(tokens as Record<string, JsonObject>) }),
    };
  });
}

/** The events that CleverTap keeps of an account, in the order in which they came. */
async function eventsOf(account: string): Promise<KeptEvent[]> {
  const rows = await database.db.sql<{ of: string; name: string; data: JsonObject; ts: number }>(
    `select identity as of, name, data, ts::float8 as ts from sandbox_events
     where partner = 'clevertap' and account = $1 order by id`,
    [account],
  );
  return rows.map((row) => ({
    ...row,
    ts: row.ts >= beganS && row.ts <= Date.now() / 1_000 ? "upload" : row.ts,
  }));
}

/** Every record that CleverTap was sent of an account, those that it refused too, in no order. */
async function recordsOf(account: string): Promise<JsonObject[]> {
  const rows = await database.db.sql<{ body: JsonObject; copies: number }>(
    `select body, copies from sandbox_messages where partner = 'clevertap' and account = $1`,
    [account],
  );
  return rows.flatMap(({ body, copies }) => Array.from({ length: copies }, () => body));
}

/** What Junction says of each call, in the order in which they were made. */
async function fatesOf({ ctx, sourceId: id }: DestinationGround) {
  const { items } = await listCalls(ctx, { id, outcome: "all", limit: 100 });
  const calls = items.map((item) => item.id).reverse();
  return (await readFates(ctx, { id, calls })).items;
}

async function holds({ of, ground, problem }: Run): Promise<void> {
  if (problem !== undefined || !ground) {
    throw new Error("The case could not be sent", { cause: problem });
  }
  const account = sandboxAccount(ground.accountId);
  const fates = await fatesOf(ground);
  expect(fates).toMatchObject(of.fates ?? of.calls.map(() => delivered));
  expect(byRoot(await profilesOf(account))).toEqual(byRoot(of.profiles));
  expect(await eventsOf(account)).toEqual(of.events ?? []);
  if (of.records) {
    const records = await recordsOf(account);
    expect(records).toEqual(expect.arrayContaining(of.records));
    expect(records).toHaveLength(of.records.length);
  }
}

const words: Record<SdkName, string> = { segment: "Segment's", rudderstack: "RudderStack's" };
const sdks = sdkNames.map((sdk) => [words[sdk], sdk] as const);

describe.each(sdks)("from %s Node SDK to CleverTap", (_whose, sdk) => {
  describe.each(Object.entries(sdkCases))("%s", (_theme, cases) => {
    const mine = runs.filter((run) => run.sdk === sdk && cases.includes(run.of));
    test.each(mine.map((run) => [title(run.of), run] as const))("%s", (_title, run) => holds(run));
  });
});

function title({ section, guarantee, only }: SdkCase): string {
  return `§${section} ${guarantee}${only ? ` (${words[only.sdk]} alone: ${only.why})` : ""}`;
}

test("each of the cases, forty at least, guarantees something of its own", () => {
  const titles = Object.entries(sdkCases).flatMap(([theme, cases]) => cases.map((of) => theme + title(of)));
  expect(new Set(titles).size).toBe(titles.length);
  expect(titles.length).toBeGreaterThanOrEqual(40);
});

test.each(sdkNames)(
  "§6.4 the SDK of %s itself refuses an event whose name is missing or no text, and calls of nobody",
  async (sdk) => {
    const to = { url: served.url, key: "never-used" };
    await expect(officialSdks[sdk](to, [["track", { userId: "cust-1001" }]])).rejects.toThrow(/event/i);
    await expect(officialSdks[sdk](to, [["track", { userId: "cust-1001", event: 7 }]])).rejects.toThrow(
      /event/i,
    );
    await expect(officialSdks[sdk](to, [["identify", { traits: {} }]])).rejects.toThrow(/userId/);
  },
);
