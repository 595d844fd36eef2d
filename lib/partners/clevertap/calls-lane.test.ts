import { describe, expect, it, test } from "vitest";
import type { HttpAnswer, HttpRequest } from "../../kernel/http-client.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { CallRecord, PartnerAccess } from "../connector.ts";
import { recordTexts } from "../record-texts.ts";
import { clevertapCalls } from "./calls-lane.ts";
import { eventsThere } from "./events-there.ts";
import { forgetUsers } from "./forget-users.ts";
import { isInWindow, readLocal, writeLocal } from "./local-time.ts";

const lane = clevertapCalls({ objectIdMapping: true });

function accessOf(answers: (request: HttpRequest) => unknown): PartnerAccess & { requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  return {
    requests,
    settings: { accountId: "ACC-1" },
    secrets: { passcode: "planted-passcode" },
    baseUrl: "https://clevertap.example",
    http: async (request): Promise<HttpAnswer> => {
      requests.push(request);
      return { status: 200, headers: {}, body: JSON.stringify(answers(request)) };
    },
  };
}

const event = (identity: string, data: JsonObject = {}, more: JsonObject = {}): CallRecord => ({
  kind: "event",
  record: { type: "event", identity, evtName: "Viewed", evtData: data, ...more },
});

describe("a record may be sent twice", () => {
  it.each<[string, CallRecord, boolean]>([
    [
      "a profile",
      { kind: "profile", record: { profileData: { Plan: "gold", Tags: { $add: ["a"] } } } },
      true,
    ],
    [
      "a profile that counts up",
      { kind: "profile", record: { profileData: { Points: { $incr: 1 } } } },
      false,
    ],
    ["a profile that counts down", { kind: "profile", record: { profileData: { P: { $decr: 1 } } } }, false],
    ["a device token", { kind: "token", record: {} }, true],
    ["an event", event("u1"), false],
    ["a kind that nobody knows", { kind: "toString", record: {} }, false],
  ])("%s: %s", (_name, record, may) => {
    expect(lane.isRepeatable(record)).toBe(may);
  });
});

describe("integrations of a call", () => {
  it.each<[string, JsonObject | undefined, boolean]>([
    ["none", undefined, true],
    ["nothing said", {}, true],
    ["all", { All: true }, true],
    ["none at all", { All: false }, false],
    ["this one not", { All: true, CleverTap: false }, false],
    ["this one not, and nothing of the others", { Clevertap: false }, false],
    ["none but this one", { All: false, CleverTap: true }, true],
    ["none but this one, by settings", { All: false, CLEVERTAP: { deviceTokenType: "fcm" } }, true],
    ["others only", { All: false, HubSpot: true }, false],
    ["another one not", { HubSpot: false }, true],
    ["what is no word on it", { All: null, CleverTap: "no" }, true],
  ])("%s", (_name, integrations, sent) => {
    for (const type of ["track", "identify", "page"]) {
      const call = {
        type,
        userId: "u1",
        event: "Viewed",
        name: "Cart",
        ...(integrations && { integrations }),
      };
      const { records, leftOut } = { leftOut: undefined, ...lane.map(call) };
      expect([records?.length ?? 0, leftOut]).toEqual(sent ? [1, undefined] : [0, "integrations"]);
    }
  });
});

test("refused records of object IDs and device tokens are found by what came back, equal ones one after the other", async () => {
  const sent = [
    { type: "profile", objectId: "o1", profileData: {} },
    { type: "token", objectId: "o1", tokenData: { id: "t" } },
    { type: "event", objectId: "o2", evtName: "A", evtData: { n: 1 } },
    { type: "event", objectId: "o2", evtName: "A", evtData: { n: 1 } },
    { type: "event", objectId: "o2", evtName: "A", evtData: { n: 2 } },
  ];
  const refused = (code: number, record: object) => ({ status: "fail", code, error: "no number", record });
  const said = await lane.send(
    recordTexts(sent.map((record) => JSON.stringify(record))),
    accessOf(() => ({
      status: "partial",
      processed: 1,
      unprocessed: [
        refused(531, { objectId: "o1", tokenData: { id: "t" }, type: "token" }),
        refused(512, { ...sent[2] }),
        refused(512, { ...sent[3] }),
        refused(513, { ...sent[4] }),
      ],
    })),
  );
  expect(said.refusals?.map(({ index, code }) => [index, code])).toEqual([
    [1, "clevertap_531"],
    [2, "clevertap_512"],
    [3, "clevertap_512"],
    [4, "clevertap_513"],
  ]);
});

describe("events that CleverTap has already", () => {
  const nowS = 1_767_225_660;
  const since = { sinceMs: (nowS - 20) * 1_000, untilMs: nowS * 1_000 };
  const kept = (identity: string, event_props: JsonObject, tsS = nowS - 10, more: JsonObject = {}) => ({
    profile: { identity, objectId: `o-${identity}`, ...more },
    ts: writeLocal(tsS),
    event_props,
  });
  const ask = (records: CallRecord[], pages: object[][]) => {
    let page = 0;
    const access = accessOf((request) => {
      if (request.method === "POST") {
        return { status: "success", cursor: "0" };
      }
      const records = pages[page++] ?? [];
      return { status: "success", records, ...(page < pages.length && { next_cursor: String(page) }) };
    });
    return eventsThere(records, since, access).then((answer) => ({ answer, requests: access.requests }));
  };

  test("are found through all pages, each for one of ours, by the user, the name and the properties", async () => {
    const ours = [
      event("u1", { n: 1 }),
      event("u1", { n: 1 }),
      event("u2", { n: 1, gone: null }),
      event("u2", { n: 2 }),
    ];
    const { answer, requests } = await ask(ours, [
      [kept("u1", { n: 1, "CT Source": "API" })],
      [kept("u2", { n: 1 }), kept("u3", { n: 2 })],
    ]);
    expect(answer).toEqual({ there: new Set([0, 2]) });
    expect(requests.map(({ method, url }) => `${method} ${new URL(url).search}`)).toEqual([
      "POST ?batch_size=5000&profile=false&events=false",
      "GET ?cursor=0",
      "GET ?cursor=1",
    ]);
    expect(JSON.parse(String(requests[0]?.body))).toEqual({
      event_name: "Viewed",
      from: 20251231,
      to: 20260102,
    });
  });

  test("are looked for by an object ID too, and by any identity of the user", async () => {
    const byObject: CallRecord = { kind: "event", record: { objectId: "o-u1", evtName: "Viewed" } };
    const { answer } = await ask(
      [byObject, event("alias-of-u2")],
      [[kept("u1", {}), kept("u2", {}, nowS, { all_identities: ["u2", "alias-of-u2"] })]],
    );
    expect(answer).toEqual({ there: new Set([0, 1]) });
  });

  test("count only when they came while ours were on their way, whatever the account's time zone", async () => {
    const india = 5.5 * 3_600;
    const { answer } = await ask(
      [event("u1"), event("u2"), event("u3", {}, { ts: nowS - 5_000 }), event("u4", {}, { ts: nowS - 60 })],
      [
        [
          kept("u1", {}, nowS - 10 + india),
          kept("u2", {}, nowS - 300 + india),
          kept("u3", {}, nowS - 5_000 + india),
          kept("u4", {}, nowS - 61 + india),
        ],
      ],
    );
    expect(answer).toEqual({ there: new Set([0, 2]) });
  });

  test("the one with the fewest other properties is taken, so that no other one misses its own", async () => {
    const ours = [event("u1", { a: 1 }), event("u1", { a: 1, b: 2 })];
    const { answer } = await ask(ours, [[kept("u1", { a: 1, b: 2 }), kept("u1", { a: 1 })]]);
    expect(answer).toEqual({ there: new Set([0, 1]) });
  });

  test("nothing is known where there are too many of them to look through", async () => {
    const { answer } = await ask(
      [event("u1")],
      Array.from({ length: 100 }, () => []),
    );
    expect(answer).toBeNull();
  });
});

test("a local time is read and written, and placed in any zone's quarter of an hour", () => {
  expect(writeLocal(readLocal(20151023140416))).toBe(20151023140416);
  expect(isInWindow(1_000 + 900, 1_000, 1_000)).toBe(true);
  expect(isInWindow(1_000 + 901, 1_000, 1_000)).toBe(false);
  expect(isInWindow(1_000 + 15 * 3_600, 1_000, 1_000)).toBe(false);
});

test("users are forgotten 100 at a time, one call after the other, up to the first that fails", async () => {
  const ids = Array.from({ length: 250 }, (_, n) => `u${n}`);
  let open = 0;
  let most = 0;
  const access = accessOf(() => ({ status: "success" }));
  const answer = await forgetUsers(ids, {
    ...access,
    http: async (request) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open -= 1;
      return access.http(request);
    },
  });
  expect(answer).toMatchObject({ ok: true, httpStatus: 200, retry: null });
  expect(most).toBe(1);
  const bodies = access.requests.map((request) => JSON.parse(String(request.body)).identity as string[]);
  expect(bodies.map((identity) => identity.length)).toEqual([100, 100, 50]);
  expect(bodies.flat()).toEqual(ids);
  const failing = accessOf(() => ({ status: "fail", error: "planted-passcode is odd" }));
  expect(await forgetUsers(ids, failing)).toMatchObject({
    ok: false,
    retry: "never",
    body: expect.not.stringContaining("planted"),
  });
  expect(failing.requests.length).toBe(1);
  expect((await forgetUsers([], failing)).ok).toBe(true);
  const silent = { ...failing, http: async () => ({ status: 204, headers: {}, body: "" }) };
  expect(await forgetUsers(["u1"], silent)).toMatchObject({ ok: true, httpStatus: 204 });
});
