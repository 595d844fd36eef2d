import { beforeEach, describe, expect, it } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { type SegmentGround, segmentGround } from "../../testing/segment-ground.ts";
import { definition } from "../definition.ts";
import { listKnownValues } from "../verbs/list-known-values.ts";
import { readReach } from "../verbs/read-reach.ts";

const database = testDatabase();
const NOW = Date.parse("2026-03-28T10:00:00.000Z");
let ground: SegmentGround;

beforeEach(async () => {
  ground = await segmentGround(database.db, new Date(NOW));
});

const onWindows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
const chrome = `${onWindows} Chrome/124.0.0.0 Safari/537.36`;
const edge = `${chrome} Edg/123.0.2478.51`;
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:125.0) Gecko/20100101 Firefox/125.0";

const came = (userId: string, context: object, minutesAgo = 0) =>
  ground.batch({
    type: "track",
    userId,
    event: "Opened",
    context,
    timestamp: new Date(NOW - minutesAgo * 60_000).toISOString(),
  } as never);
const one = (field: string, test: object) => ({ groups: [{ conditions: [{ kind: "field", field, test }] }] });
const is = (value: string) => one("browser", { type: "text", op: "equals", value });
const atLeast = (value: string) =>
  one("browser_version", { type: "version", op: "greater_than_equals", value });

async function meant(asked: object): Promise<string[]> {
  const { sample } = await readReach(ground.ctx, { definition: definition.parse(asked) });
  return sample.map(({ userId }) => userId ?? "?").sort();
}

describe("the browser that people come with", () => {
  it("is asked for by name and version, is that of the newest event, and is offered with how many have it", async () => {
    await came("ada", { userAgent: chrome });
    await came("ben", { userAgent: edge });
    await came("cleo", { userAgent: firefox }, 5);
    await came("cleo", { userAgent: chrome }, 9);
    await came("dan", { userAgent: chrome, userAgentData: { brands: [{ brand: "Brave", version: "124" }] } });
    await came("eve", { userAgent: "Dalvik/2.1.0 (Linux; U; Android 11; SM-G960U)" });
    await came("fay", { userAgent: 7 });
    await ground.follow();
    // An app's or a server's call later on is no other browser.
    await came("ada", { userAgent: "okhttp/4.9.3" });
    await ground.follow();
    expect(await meant(is("Chrome"))).toEqual(["ada"]);
    expect(await meant(is("Microsoft Edge"))).toEqual(["ben"]);
    expect(await meant(is("Firefox"))).toEqual(["cleo"]);
    expect(await meant(is("Brave"))).toEqual(["dan"]);
    expect(await meant(atLeast("124"))).toEqual(["ada", "cleo", "dan"]);
    expect(await meant(one("browser", { type: "any", op: "is_not_set" }))).toEqual(["eve", "fay"]);
    const values = await listKnownValues(ground.ctx, { type: "track", field: "browser" });
    expect(values).toEqual({
      items: ["Brave", "Chrome", "Firefox", "Microsoft Edge"].map((value) => ({ value, count: 1 })),
      of: 6,
    });
  });

  it("of events that came before browsers were looked at is known, too", async () => {
    await came("ada", { userAgent: firefox });
    await database.db.sql(
      `delete from event_cursors where workspace_id = $1::uuid and consumer = 'browsers' returning 1`,
      [ground.workspaceId],
    );
    await ground.follow();
    expect(await meant(is("Firefox"))).toEqual([]);
    await database.db.sql(
      `insert into event_cursors (workspace_id, consumer) values ($1::uuid, 'browsers') returning 1`,
      [ground.workspaceId],
    );
    await ground.follow();
    expect(await meant(is("Firefox"))).toEqual(["ada"]);
  });

  it("keeps a live segment in step when it becomes another one", async () => {
    const { id } = await ground.make("live", is("Firefox"));
    await ground.refresh();
    await came("ada", { userAgent: firefox }, 3);
    await came("ben", { userAgent: chrome }, 3);
    await ground.follow();
    await ground.follow();
    expect(await ground.members(id)).toEqual(["ada"]);
    await came("ada", { userAgent: edge }, 2);
    await came("ben", { userAgent: firefox }, 2);
    await ground.follow();
    await ground.follow();
    expect(await ground.members(id)).toEqual(["ben"]);
  });
});

describe("how far away people are", () => {
  const near = (metres: number, more: object = {}) => ({
    groups: [
      {
        conditions: [
          {
            kind: "field",
            field: "location",
            test: {
              type: "place",
              op: "within",
              places: [{ latitude: 48.2082, longitude: 16.3738, metres }],
            },
            ...more,
          },
        ],
      },
    ],
  });

  it("is asked of the place that their newest event came from, and of an event's own", async () => {
    await came("ada", { location: { latitude: 48.21, longitude: 16.37, city: "Vienna" } });
    await came("ben", { location: { latitude: 48.1486, longitude: 17.1077 } });
    await came("cleo", { location: { latitude: 48.21, longitude: 16.37 } }, 9);
    await came("cleo", { location: { latitude: 52.52, longitude: 13.405 } }, 5);
    await came("dan", { location: { city: "Vienna" } });
    await came("eve", { location: { latitude: "48.21", longitude: "16.37" } });
    await ground.follow();
    expect(await meant(near(1_000))).toEqual(["ada"]);
    expect(await meant(near(60_000))).toEqual(["ada", "ben"]);
    expect(await meant(near(60_000, { not: true }))).toEqual(["cleo", "dan", "eve"]);
    expect(await meant(one("location", { type: "any", op: "is_set" }))).toEqual(["ada", "ben", "cleo"]);
    const { test } = near(1_000).groups[0]?.conditions[0] ?? {};
    const where = [{ of: "context", path: ["location"], test }];
    expect(
      await meant({ groups: [{ conditions: [{ kind: "did", events: [{ name: "Opened" }], where }] }] }),
    ).toEqual(["ada", "cleo"]);
  });

  it("keeps a live segment in step as they move", async () => {
    const { id } = await ground.make("live", near(5_000));
    await ground.refresh();
    await came("ada", { location: { latitude: 48.21, longitude: 16.37 } }, 5);
    await came("ben", { location: { latitude: 52.52, longitude: 13.405 } }, 5);
    await ground.follow();
    await ground.follow();
    expect(await ground.members(id)).toEqual(["ada"]);
    await came("ada", { location: { latitude: 52.52, longitude: 13.405 } }, 3);
    await came("ben", { location: { latitude: 48.2, longitude: 16.38 } }, 3);
    await ground.follow();
    await ground.follow();
    expect(await ground.members(id)).toEqual(["ben"]);
  });
});

it("known values are of a property or of a field, and of one of them", async () => {
  await ground.batch({ type: "identify", userId: "ada", traits: { country: "AT" } });
  expect((await listKnownValues(ground.ctx, { type: "track", field: "country" })).items).toEqual([
    { value: "AT", count: 1 },
  ]);
  for (const input of [{}, { path: "plan", field: "country" as const }]) {
    await expect(listKnownValues(ground.ctx, { type: "track", ...input })).rejects.toMatchObject({
      code: "invalid",
      problems: [{ path: "path" }],
    });
  }
});
