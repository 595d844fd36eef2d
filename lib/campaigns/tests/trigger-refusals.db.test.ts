import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { triggerCaller } from "../../testing/trigger-caller.ts";
import { type TriggerGround, triggerGround } from "../../testing/trigger-ground.ts";
import { triggerEndpoint } from "../external/endpoint.ts";

const database = testDatabase();
let ground: TriggerGround;
afterEach(() => ground.close());

const deep = (levels: number): object => (levels === 0 ? {} : { a: deep(levels - 1) });

describe("a body that breaks a rule is refused with the field that does", () => {
  const good = { to: { identity: ["cust-0"] }, campaign_id: "1767000001" };
  test.each([
    ["no JSON", "{", "body: is not JSON"],
    ["nothing", "", "body: is empty"],
    ["a list", [], "body: send an object with to, campaign_id and ExternalTrigger"],
    ["no recipients", { campaign_id: "1" }, "to: is missing"],
    ["recipients as a text", { ...good, to: "cust-0" }, "to: send an object of lists"],
    ["one as a text", { ...good, to: { email: "a@example.com" } }, "to.email: is not a list"],
    [
      "another kind",
      { ...good, to: { FBID: ["1"] } },
      "to.FBID: is not known; use identity, email or objectId",
    ],
    ["an empty value", { ...good, to: { identity: ["cust-0", " "] } }, "to.identity[1]: is empty"],
    ["a value of another type", { ...good, to: { identity: [null] } }, "to.identity[0]: is not a text"],
    [
      "a long value",
      { ...good, to: { identity: ["x".repeat(1024)] } },
      "to.identity[0]: is longer than 1023 characters",
    ],
    [
      "1,001 people in two lists",
      { ...good, to: { identity: Array(501).fill("x"), email: Array(500).fill("x") } },
      "to: has more than 1,000 people",
    ],
    [
      "a number that JavaScript rounds to somebody else's",
      '{"to": {"identity": ["cust-0", 9007199254740993]}, "campaign_id": "1", "ExternalTrigger": {}}',
      "to.identity[1]: is too large a number to be read exactly; send it as a string",
    ],
    [
      "such a number among its values",
      '{"to": {"identity": ["cust-0"]}, "campaign_id": "1", "ExternalTrigger": {"Lines": [{"id": 12345678901234567890}]}}',
      "ExternalTrigger.Lines[0].id: is too large a number to be read exactly; send it as a string",
    ],
    ["no campaign", { to: good.to }, "campaign_id: is missing"],
    [
      "a campaign that is no number",
      { ...good, campaign_id: "spring" },
      "campaign_id: is not a Campaign ID: send its digits",
    ],
    [
      "the list of version 2",
      { to: good.to, campaign_id_list: [1] },
      "campaign_id: is missing; campaign_id_list is for /2/send/externaltrigger.json",
    ],
    [
      "a payload that is a list",
      { ...good, ExternalTrigger: [] },
      "ExternalTrigger: send an object of keys and values",
    ],
    [
      "a payload under a wrong name",
      { ...good, externalTrigger: {} },
      "externalTrigger: is written ExternalTrigger",
    ],
    [
      "a deep payload",
      { ...good, ExternalTrigger: deep(11) },
      "ExternalTrigger.a.a.a.a.a.a.a.a.a.a: is nested deeper than 10 levels",
    ],
    [
      "a payload of many values",
      { ...good, ExternalTrigger: { list: Array(5_000).fill(1) } },
      "ExternalTrigger: has more than 5,000 values",
    ],
    ["a NUL", { ...good, ExternalTrigger: { a: "\0" } }, "ExternalTrigger.a: contains a NUL character"],
    [
      "a prototype",
      '{"to":{"identity":["a"]},"campaign_id":1,"ExternalTrigger":{"__proto__":1}}',
      "ExternalTrigger.__proto__: this key is not allowed",
    ],
  ])("%s", async (_name, given, error) => {
    ground = await triggerGround(database.db);
    const raw = typeof given === "string" ? given : JSON.stringify(given);
    const { code, body } = await ground.call(null, { raw });
    expect([code, body]).toEqual([400, { status: "fail", code: 400, error }]);
    expect(await ground.waiting()).toBe(0);
  });

  test.each([
    [
      "none",
      { campaign_id: "1" },
      "campaign_id_list: is missing; campaign_id is for /1/send/externaltrigger.json",
    ],
    ["an empty list", { campaign_id_list: [] }, "campaign_id_list: send a list of 1 to 5 Campaign IDs"],
    ["six", { campaign_id_list: [1, 2, 3, 4, 5, 6] }, "campaign_id_list: send a list of 1 to 5 Campaign IDs"],
    [
      "a fraction",
      { campaign_id_list: [1, 1.5] },
      "campaign_id_list[1]: is not a Campaign ID: send its digits",
    ],
  ])("campaigns of version 2: %s", async (_name, given, error) => {
    ground = await triggerGround(database.db);
    const { code, body } = await ground.call({ to: good.to, ...given }, { version: "2" });
    expect([code, body.error]).toEqual([400, error]);
  });
});

test("numbers, booleans, null and lists of texts are taken as leaf values and rendered", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const text =
    '{{ ExternalTrigger.n }} {{ ExternalTrigger.yes }} {{ ExternalTrigger.nothing | default: "-" }} {% for t in ExternalTrigger.tags %}{{ t }} {% endfor %}{{ ExternalTrigger.o.a }}';
  const { number } = await ground.campaign({ text });
  const ExternalTrigger = { n: 4.5, yes: true, nothing: null, tags: ["a", "b"], o: { a: 1 } };
  const { body } = await ground.call({
    to: { identity: ["cust-0"] },
    campaign_id: Number(number),
    ExternalTrigger,
  });
  expect(body.status).toBe("success");
  await ground.work();
  expect(ground.sent()).toEqual(["cust-0: 4.5 true - a b 1"]);
});

test("a list or a payload that is null is one that is not there", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const { number } = await ground.campaign({ text: '{{ ExternalTrigger.n | default: "none" }}' });
  const to = { identity: ["cust-0"], email: null, objectId: null };
  const { body } = await ground.call({ to, campaign_id: number, ExternalTrigger: null });
  expect(body.status).toBe("success");
  await ground.work();
  expect(ground.sent()).toEqual(["cust-0: none"]);
});

test("a caller is known by passcode and account, or by a bearer, and by nothing else", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const { number: campaign_id } = await ground.campaign();
  const body = { to: { identity: ["cust-0"] }, campaign_id };
  const said = async (options: Parameters<TriggerGround["call"]>[1]) => {
    const answer = await ground.call(body, options);
    return [answer.code, answer.body.error ?? answer.body.status];
  };
  expect(await said({})).toEqual([200, "success"]);
  expect(await said({ bearer: "" })).toEqual([200, "success"]);
  expect(await said({ bearer: "", account: null })).toEqual([200, "success"]);
  expect(await said({ account: null })).toEqual([
    401,
    "X-CleverTap-Account-Id: is missing; send the workspace's ID",
  ]);
  expect(await said({ passcode: null })).toEqual([401, "X-CleverTap-Passcode: is missing; send an API key"]);
  expect(await said({ passcode: "jk_wrong" })).toEqual([401, "Invalid Credentials"]);
  expect(await said({ account: "00000000-0000-7000-8000-000000000000" })).toEqual([
    401,
    "Invalid Credentials",
  ]);
  expect(await said({ bearer: "", account: "somewhere" })).toEqual([401, "Invalid Credentials"]);
  const viewer = await triggerCaller(ground.ctx, { role: "viewer" });
  expect((await viewer(body)).code).toBe(403);
});

test("another workspace's campaign is not found, nor is a draft, nor one that calls do not trigger", async () => {
  ground = await triggerGround(database.db);
  const other = await triggerGround(database.db);
  const theirs = await other.campaign();
  await other.close();
  const past = await ground.publish(await ground.draft({ channel: "segment" }));
  const mine = await ground.campaign();
  const said = async (list: unknown[]) => {
    const campaign_id_list = list.map(Number);
    const { code, body } = await ground.call({ to: { identity: ["u"] }, campaign_id_list }, { version: "2" });
    return [code, body.error];
  };
  // Numbers are of a workspace; theirs may be one of ours.
  const foreign = Number(theirs.number) + 1_000;
  expect(await said([foreign])).toEqual([
    404,
    `campaign_id_list: no published campaign of this account has the ID ${foreign}`,
  ]);
  expect(await said([mine.number, past.number])).toEqual([
    404,
    `campaign_id_list: the campaign ${past.number} is not qualified by External Trigger`,
  ]);
  const calls = await ground.calls();
  expect(calls.map(({ status, error }) => [status, error])).toEqual([
    [404, `campaign_id_list: the campaign ${past.number} is not qualified by External Trigger`],
  ]);
});

test("methods, media types, encodings, sizes and keys that are not right have their own answers", async () => {
  ground = await triggerGround(database.db);
  await ground.people(1, {}, "cust");
  const { number: campaign_id } = await ground.campaign();
  const body = { to: { identity: ["cust-0"] }, campaign_id };
  const said = async (given: object, options: Parameters<TriggerGround["call"]>[1]) => {
    const answer = await ground.call(given as never, options);
    return [answer.code, answer.body.error ?? answer.body.status];
  };
  expect(await said(body, { method: "GET" })).toEqual([405, "method: use POST"]);
  expect(await said(body, { contentType: "application/x-www-form-urlencoded" })).toEqual([
    415,
    "Content-Type: send application/json",
  ]);
  expect(await said(body, { contentType: "Application/JSON; charset=utf-8" })).toEqual([200, "success"]);
  expect(await said(body, { contentType: null })).toEqual([200, "success"]);
  expect(await said(body, { contentEncoding: "zstd" })).toEqual([
    415,
    "content-encoding: use gzip, deflate, br or none",
  ]);
  expect(await said(body, { contentEncoding: "gzip", raw: gzipSync(JSON.stringify(body)) })).toEqual([
    200,
    "success",
  ]);
  expect(await said({ ...body, more: "x".repeat(2 * 1024 * 1024) }, {})).toEqual([
    413,
    "body: is larger than 2 MB",
  ]);
  expect(await said({ ...body, ExternalTrigger: { a: "x".repeat(128 * 1024) } }, {})).toEqual([
    413,
    "ExternalTrigger: is larger than 128 KB",
  ]);
  expect(await said(body, { key: " " })).toEqual([
    400,
    "Idempotency-Key: send 1 to 255 visible ASCII characters",
  ]);
  expect((await ground.calls()).filter(({ status }) => status !== 200).map(({ status }) => status)).toEqual([
    413, 400,
  ]);
});

test("more calls at once than an account may make are told to come again, and are not in the queue", async () => {
  ground = await triggerGround(database.db, { atOnce: 3 });
  await ground.people(1, {}, "cust");
  const { number: campaign_id } = await ground.campaign();
  const body = { to: { identity: ["cust-0"] }, campaign_id };
  await ground.call(body);
  const answers = await Promise.all(Array.from({ length: 8 }, () => ground.call(body)));
  const codes = answers.map(({ code }) => code).sort();
  expect(codes).toEqual([200, 200, 200, 429, 429, 429, 429, 429]);
  const refused = answers.find(({ code }) => code === 429);
  expect(refused?.body).toEqual({ status: "fail", code: 429, error: "Too many concurrent requests" });
  expect(refused?.headers["retry-after"]).toBe("1");
  expect(await ground.waiting()).toBe(4);
  expect((await ground.call(body)).code).toBe(200);
});

test("a flood of refused calls writes little", async () => {
  ground = await triggerGround(database.db);
  const { number: campaign_id } = await ground.campaign();
  for (let n = 0; n < 60; n += 1) {
    expect((await ground.call({ to: {}, campaign_id })).code).toBe(400);
  }
  expect(await ground.calls()).toHaveLength(20);
});

test("while the database is away a call is told to come again", async () => {
  ground = await triggerGround(database.db);
  const away = () =>
    Promise.reject(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
  const { db } = ground.ctx;
  const pool = new Proxy(db.pool, {
    get: (target, name) =>
      name === "query" || name === "connect" ? away : target[name as keyof typeof target],
  });
  const endpoint = triggerEndpoint({ ...ground.ctx, db: { ...db, pool } });
  const { code, headers, body } = await ground.call(
    { to: { identity: ["u"] }, campaign_id: "1" },
    { endpoint },
  );
  expect([code, headers["retry-after"], body.error]).toEqual([
    503,
    "1",
    "Cannot queue at the moment; send it again",
  ]);
});
