import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import { newToken } from "../../kernel/ids.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { clevertapAudience, clevertapConnector } from "../../partners/clevertap/connector.ts";
import type { PartnerAccess } from "../../partners/connector.ts";
import { recordTexts } from "../../partners/record-texts.ts";
import { testDatabase } from "../../testing/database.ts";
import { sandboxAccount } from "../account.ts";
import { isRefusedRecord, type SandboxFaults } from "../faults.ts";
import { type Sandbox, startSandbox } from "../start-sandbox.ts";
import { countUsers, usersOf } from "../users-store.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
const newAccount = () => newToken("ct");
const place = (account: string) => ({ partner: "clevertap", account: sandboxAccount(account) });

async function call(
  account: string,
  path: string,
  body?: Json,
  passcode = "pass",
): Promise<[number, JsonObject]> {
  const answer = await http({
    method: body === undefined ? "GET" : "POST",
    url: `${sandbox.hostOf("clevertap")}${path}`,
    headers: { "x-clevertap-account-id": account, "x-clevertap-passcode": passcode },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return [answer.status, JSON.parse(answer.body)];
}

const upload = (account: string, records: Json, passcode?: string) =>
  call(account, "/1/upload", { d: records }, passcode);
const profile = (identity: string, profileData: JsonObject = {}): JsonObject => ({
  type: "profile",
  identity,
  profileData,
});

async function usersIn(account: string): Promise<Record<string, JsonObject>> {
  const rows = await usersOf(database.db, place(account), { equal: [], after: "", limit: 5_000 });
  return Object.fromEntries(rows.map((row) => [row.identity, row.properties]));
}

async function setFaults(account: string, faults: SandboxFaults): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
    method: "POST",
    body: JSON.stringify({ partner: "clevertap", key: account, faults }),
  });
  expect(answer.status).toBe(200);
}

function accessTo(account: string, passcode = "pass"): PartnerAccess {
  return {
    settings: { accountId: account },
    secrets: { passcode },
    baseUrl: sandbox.hostOf("clevertap"),
    http,
  };
}

describe("the sandbox as CleverTap", () => {
  it("keeps users with their properties and carries out operators, within a request and between them", async () => {
    const account = newAccount();
    expect(
      await upload(account, [
        profile("u1", { Plan: "gold", Points: 1 }),
        profile("u1", { Points: { $incr: 4 }, Tags: { $add: ["a"] } }),
        profile("u2", { Plan: "gold" }),
        { type: "event", identity: "u3", evtName: "Viewed" },
      ]),
    ).toEqual([200, { status: "success", processed: 4, unprocessed: [] }]);
    await upload(account, [
      profile("u1", { Tags: { $add: ["b"] } }),
      profile("u2", { Plan: { $delete: 1 } }),
    ]);
    expect(await usersIn(account)).toEqual({
      u1: { Plan: "gold", Points: 5, Tags: ["a", "b"] },
      u2: {},
      u3: {},
    });
    expect(await usersIn(newAccount())).toEqual({});
  });

  it("leaves bad records out one by one, by their number and with the record, and keeps the others", async () => {
    const account = newAccount();
    const records = [
      profile("u1", { n: 1 }),
      profile("null"),
      profile("u3", { Email: "odd" }),
      profile("u4"),
    ];
    const [status, body] = await upload(account, records);
    expect([status, body.status, body.processed]).toEqual([200, "partial", 2]);
    expect(body.unprocessed).toMatchObject([
      { status: "fail", code: 523, record: records[1] },
      { status: "fail", code: 515, record: records[2] },
    ]);
    expect(JSON.stringify(body.unprocessed)).toContain("Skipped record number : 3");
    expect(Object.keys(await usersIn(account))).toEqual(["u1", "u4"]);
    const none = await upload(account, [profile("null")]);
    expect([none[0], none[1].status, none[1].processed]).toEqual([200, "fail", 0]);
  });

  it("answers 401 without an account or a passcode, and to a passcode that begins with refused", async () => {
    const account = newAccount();
    const invalid = [401, { status: "fail", error: "Invalid Credentials", code: 401 }];
    expect(await upload(account, [], "refused-1")).toEqual(invalid);
    expect(await upload(account, [], "")).toEqual(invalid);
    expect(await upload("", [])).toEqual(invalid);
  });

  it("takes 1,000 records and 100 device tokens in a request, not one more", async () => {
    const account = newAccount();
    const many = (count: number) => Array.from({ length: count }, (_, index) => profile(`u${index}`));
    const tokens = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        type: "token",
        objectId: `o${index}`,
        tokenData: { id: "t", type: "fcm" },
      }));
    expect((await upload(account, many(1_000)))[0]).toBe(200);
    expect((await upload(account, many(1_001)))[0]).toBe(400);
    expect((await upload(account, tokens(100)))[0]).toBe(200);
    expect((await upload(account, tokens(101)))[0]).toBe(400);
    expect((await upload(account, "no list"))[0]).toBe(400);
    expect(await countUsers(database.db, place(account), [])).toBe(1_100);
  });

  it("answers 429 to more than 15 uploads at a time, and takes them afterwards", async () => {
    const account = newAccount();
    await setFaults(account, { delayMs: 400 });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => upload(account, [profile(`u${index}`)])),
    );
    const refused = answers.filter(([status]) => status === 429);
    expect(answers.filter(([status]) => status === 200).length).toBe(15);
    expect(refused.length).toBe(5);
    expect(refused[0]?.[1]).toMatchObject({ status: "fail", error: "Too many concurrent requests" });
    expect((await upload(account, [profile("again")]))[0]).toBe(200);
  });

  it("refuses the same records again and again where told to, and keeps the rest of the request", async () => {
    const account = newAccount();
    await setFaults(account, { refuseEveryNthRecord: 10 });
    const records = Array.from({ length: 100 }, (_, index) => profile(`user-${index}`, { n: index }));
    const hit = records.map((record) => String(record.identity)).filter((id) => isRefusedRecord(id, 10));
    expect(hit.length).toBeGreaterThan(0);
    for (const _again of [1, 2]) {
      const [status, body] = await upload(account, records);
      expect([status, body.processed]).toEqual([200, 100 - hit.length]);
      const left = body.unprocessed as { code: number; record: JsonObject }[];
      expect(left.map(({ code, record }) => [code, record.identity])).toEqual(hit.map((id) => [515, id]));
    }
    expect(Object.keys(await usersIn(account)).filter((id) => hit.includes(id))).toEqual([]);
    await setFaults(account, {});
    expect((await upload(account, records))[1].status).toBe("success");
    expect(await countUsers(database.db, place(account), [])).toBe(100);
  });

  it("gives back a user, finds users by a property page by page, and deletes them", async () => {
    const account = newAccount();
    const named = ["a", "b", "c", "d", "e"].map((identity) =>
      profile(identity, { quiz: "Fans", Email: `${identity}@shop.example` }),
    );
    await upload(account, [
      ...named,
      profile("f", { quiz: "Others" }),
      profile("g", { quiz: { $set: ["Fans"] } }),
    ]);
    expect((await call(account, "/1/profile.json?identity=a"))[1]).toMatchObject({
      status: "success",
      record: { identity: "a", email: "a@shop.example", profileData: { quiz: "Fans" } },
    });
    expect((await call(account, "/1/profile.json?email=b@shop.example"))[1]).toMatchObject({
      record: { identity: "b" },
    });
    expect((await call(account, "/1/profile.json?identity=nobody"))[0]).toBe(404);
    const query = (value: string) => ({
      common_profile_properties: { profile_fields: [{ name: "quiz", operator: "equals", value }] },
    });
    const found: string[] = [];
    const [, asked] = await call(account, "/1/profiles.json?batch_size=2", query("Fans"));
    for (let cursor = asked.cursor; cursor; ) {
      const [status, page] = await call(account, `/1/profiles.json?cursor=${cursor}`);
      expect(status).toBe(200);
      const records = page.records as { identity: string }[];
      expect(records.length).toBeLessThanOrEqual(2);
      found.push(...records.map(({ identity }) => identity));
      cursor = page.next_cursor ?? null;
    }
    expect(found).toEqual(["a", "b", "c", "d", "e", "g"]);
    expect(await call(account, "/1/delete/profiles.json", { identity: ["a", "b"] })).toEqual([
      200,
      { status: "success" },
    ]);
    expect(await countUsers(database.db, place(account), [{ name: "quiz", value: "Fans" }])).toBe(4);
    expect((await call(account, "/1/profiles.json", { event_name: "x" }))[0]).toBe(400);
    expect((await call(account, "/1/profiles.json?cursor=odd"))[0]).toBe(400);
  });

  it("keeps events, a repeat as a second one, and gives them back by name and day, page by page", async () => {
    const account = newAccount();
    const event = (identity: string, n: number, ts?: number): JsonObject => ({
      type: "event",
      identity,
      evtName: "Viewed",
      evtData: { n },
      ...(ts !== undefined && { ts }),
    });
    const [dayS, day] = [1_767_225_600, 20260101];
    await upload(account, [event("u1", 1, dayS + 60), event("u1", 1, dayS + 60), event("u2", 2, dayS)]);
    await upload(account, [{ ...event("u1", 3, dayS), evtName: "Bought" }, event("u1", 4, dayS - 1)]);
    await upload(account, [{ ...event("", 5, dayS + 5), identity: "null" }, event("u1", 6)]);
    const [, asked] = await call(account, "/1/events.json?batch_size=2", {
      event_name: "Viewed",
      from: day,
      to: day,
    });
    const found: Json[] = [];
    for (let cursor = asked.cursor; cursor; ) {
      const [status, page] = await call(account, `/1/events.json?cursor=${cursor}`);
      expect(status).toBe(200);
      found.push(...(page.records as Json[]));
      cursor = page.next_cursor ?? null;
    }
    const kept = (identity: string, n: number, ts: number) => ({
      profile: { identity, all_identities: [identity] },
      ts,
      event_props: { n },
    });
    expect(found).toEqual([
      kept("u2", 2, 20260101000000),
      kept("u1", 1, 20260101000100),
      kept("u1", 1, 20260101000100),
    ]);
    const odd: JsonObject[] = [
      { event_name: "Viewed" },
      { from: day, to: day },
      { event_name: "V", from: 1, to: 0 },
    ];
    for (const body of odd) {
      expect((await call(account, "/1/events.json", body))[0]).toBe(400);
    }
    expect((await call(account, "/1/events.json?cursor=odd"))[0]).toBe(400);
  });

  it("knows users by their object ID with the identity they got, their events and their device tokens", async () => {
    const account = newAccount();
    await upload(account, [
      { type: "profile", objectId: "anon-1", profileData: { identity: "cust-1", Plan: "gold" } },
      { type: "token", objectId: "anon-1", tokenData: { id: "tok", type: "fcm" } },
      { type: "event", objectId: "anon-1", evtName: "Viewed", evtData: {} },
    ]);
    const expected = {
      objectId: "anon-1",
      identity: "cust-1",
      profileData: { identity: "cust-1", Plan: "gold" },
      platformInfo: [{ push_token: "tok", type: "fcm" }],
    };
    for (const query of ["objectId=anon-1", "identity=cust-1"]) {
      expect((await call(account, `/1/profile.json?${query}`))[1].record).toMatchObject(expected);
    }
    const today = Number(new Date().toISOString().slice(0, 10).replaceAll("-", ""));
    const [, asked] = await call(account, "/1/events.json", { event_name: "Viewed", from: today, to: today });
    const [, page] = await call(account, `/1/events.json?cursor=${asked.cursor}`);
    expect(page.records).toMatchObject([{ profile: { objectId: "anon-1", identity: "cust-1" } }]);
    await call(account, "/1/delete/profiles.json", { identity: ["cust-1"] });
    expect(await database.db.prisma.sandboxEvent.count({ where: place(account) })).toBe(0);
    expect(await countUsers(database.db, place(account), [])).toBe(0);
  });

  it("loses nothing when many requests change the same new users at once", async () => {
    const account = newAccount();
    const identities = Array.from({ length: 50 }, (_, index) => `u${index}`);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, request) =>
        upload(
          account,
          (request % 2 ? identities : [...identities].reverse()).map((identity) =>
            profile(identity, { Points: { $incr: 1 }, [`from ${request}`]: true }),
          ),
        ),
      ),
    );
    expect(answers.map(([status]) => status)).toEqual(answers.map(() => 200));
    const users = Object.values(await usersIn(account));
    expect(users.length).toBe(50);
    expect(users.every((user) => user.Points === 12 && Object.keys(user).length === 13)).toBe(true);
  });

  it("answers 404 and 405 elsewhere, and 400 to what is not JSON", async () => {
    const account = newAccount();
    expect((await call(account, "/1/nothing", {}))[0]).toBe(404);
    expect((await call(account, "/1/upload"))[0]).toBe(405);
    expect((await call(account, "/1/upload", []))[0]).toBe(400);
  });
});

describe("the connector and the sandbox", () => {
  const target = { name: "Sneaker fans", settings: { keyTitle: "storyly_quiz" }, columns: [] };
  const lane = clevertapAudience(target);
  const change = (kind: "set" | "remove", identity: string) =>
    lane.encode({ change: kind, identity, properties: {}, messageId: "m", timestamp: "" }).text;

  it("a member gets the audience's name as a property, and loses it when it leaves", async () => {
    const account = newAccount();
    const access = accessTo(account);
    const sent = await lane.send(recordTexts(["a", "b"].map((identity) => change("set", identity))), access);
    expect(sent).toMatchObject({ verdict: "accepted", refusals: [] });
    expect(await usersIn(account)).toEqual({
      a: { storyly_quiz: "Sneaker fans" },
      b: { storyly_quiz: "Sneaker fans" },
    });
    await lane.send(recordTexts([change("remove", "a")]), access);
    expect(await usersIn(account)).toEqual({ a: {}, b: { storyly_quiz: "Sneaker fans" } });
  });

  it("refused records are told one by one, to the right record", async () => {
    const account = newAccount();
    await setFaults(account, { refuseEveryNthRecord: 5 });
    const identities = Array.from({ length: 40 }, (_, index) => `member-${index}`);
    const sent = await lane.send(
      recordTexts(identities.map((identity) => change("set", identity))),
      accessTo(account),
    );
    expect(sent.verdict).toBe("accepted");
    const refused = (sent.refusals ?? []).map(({ index }) => identities[index]);
    expect(refused).toEqual(identities.filter((identity) => isRefusedRecord(identity, 5)));
    expect(sent.refusals?.every(({ code, again }) => code === "clevertap_515" && !again)).toBe(true);
  });

  it("the test call passes with any passcode and fails with one that begins with refused, storing nothing", async () => {
    const account = newAccount();
    expect(await clevertapConnector.verify(accessTo(account))).toMatchObject({ ok: true });
    const wrong = await clevertapConnector.verify(accessTo(account, "refused-1"));
    expect(wrong).toMatchObject({ ok: false, httpStatus: 401, retry: "never" });
    expect(await usersIn(account)).toEqual({});
  });
});
