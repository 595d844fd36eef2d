import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newToken } from "../kernel/ids.ts";
import { testDatabase } from "../testing/database.ts";
import { sandboxAccount } from "./account.ts";
import { isRefusedRecord, type SandboxFaults } from "./faults.ts";
import { newestMessages } from "./messages-store.ts";
import { type Sandbox, startSandbox } from "./start-sandbox.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

type Message = Record<string, unknown>;
const track = (messageId: string, more: Message = {}): Message => ({
  type: "track",
  event: "Item Added",
  userId: "cust-1",
  messageId,
  ...more,
});

async function post(
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${sandbox.hostOf("segment")}${path}`, {
    method: "POST",
    headers,
    body: new Uint8Array(Buffer.from(body)),
  });
}

const send = (key: string, batch: unknown[], more: Message = {}) =>
  post("/v1/batch", JSON.stringify({ writeKey: key, batch, ...more }));

async function control(path: string, key: string, faults?: SandboxFaults): Promise<Record<string, unknown>> {
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/${path}`, {
    method: "POST",
    body: JSON.stringify({ partner: "segment", key, ...(faults && { faults }) }),
  });
  expect(answer.status).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

const kept = (key: string) =>
  newestMessages(database.db, {
    partner: "segment",
    account: sandboxAccount(key),
    search: "",
    before: null,
    limit: 5_000,
  });

describe("the sandbox as Segment", () => {
  it("takes single calls and batches, with the key in the header or in the body", async () => {
    const key = newToken("wk");
    const basic = { authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` };
    for (const [call, more] of Object.entries({
      identify: {},
      track: { event: "Item Added" },
      page: {},
      screen: {},
      group: { groupId: "g" },
      alias: { previousId: "old" },
    })) {
      const answer = await post(
        `/v1/${call}`,
        JSON.stringify({ userId: "u", messageId: call, ...more }),
        basic,
      );
      expect([call, answer.status, await answer.json()]).toEqual([call, 200, { success: true }]);
    }
    expect((await send(key, [track("one"), track("two")])).status).toBe(200);
    const rows = await kept(key);
    expect(rows.map((row) => row.problem).filter(Boolean)).toEqual([]);
    expect(rows.map((row) => row.messageId).sort()).toEqual(
      ["alias", "group", "identify", "one", "page", "screen", "track", "two"].sort(),
    );
  });

  it("has committed what it answered 200 to", async () => {
    const key = newToken("wk");
    await Promise.all(
      Array.from({ length: 20 }, async (_, request) => {
        const answer = await send(key, [track(`r${request}`)]);
        expect(answer.status).toBe(200);
        const found = (await kept(key)).some((row) => row.messageId === `r${request}`);
        expect(found).toBe(true);
      }),
    );
  });

  it("keeps a message once per account, counts its copies and notes a body that differs", async () => {
    const key = newToken("wk");
    const other = newToken("wk");
    await send(key, [track("same"), track("same"), track("changed")]);
    await send(key, [track("same"), track("changed", { event: "Another" })]);
    await send(other, [track("same")]);
    const rows = new Map((await kept(key)).map((row) => [row.messageId, row]));
    expect(rows.get("same")).toMatchObject({ copies: 3, differing: 0 });
    expect(rows.get("changed")).toMatchObject({ copies: 2, differing: 1, body: { event: "Item Added" } });
    expect(await control("counts", key)).toMatchObject({
      messages: 2,
      repeats: 3,
      differing: 1,
      dropped: 0,
      requests: 2,
    });
    expect(await control("counts", other)).toMatchObject({ messages: 1, repeats: 0 });
  });

  it("never keeps the write key", async () => {
    const key = newToken("wk");
    await post("/v1/track", JSON.stringify({ writeKey: key, ...track("m") }));
    await send(key, [track("n")]);
    const rows = await database.db.sql<{ text: string }>(
      `select (m.*)::text as text from sandbox_messages m union all select (a.*)::text from sandbox_accounts a`,
    );
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.filter((row) => row.text.includes(key))).toEqual([]);
  });

  it("answers 200 to what Segment would drop, and says why it is dropped", async () => {
    const key = newToken("wk");
    const cases: [string, Message, string][] = [
      ["no-id", track("no-id", { userId: undefined }), "no_user_anon_id: neither userId nor anonymousId"],
      ["no-event", track("no-event", { event: undefined }), "event: missing"],
      ["no-group", { type: "group", userId: "u", messageId: "no-group" }, "groupId: missing"],
      ["no-previous", { type: "alias", userId: "u", messageId: "no-previous" }, "previousId: missing"],
      [
        "strange",
        track("strange", { type: "constructor" }),
        'type: "constructor" is not a call of the tracking API',
      ],
    ];
    const answer = await send(
      key,
      cases.map(([, message]) => message),
    );
    expect([answer.status, await answer.json()]).toEqual([200, { success: true }]);
    const problems = Object.fromEntries((await kept(key)).map((row) => [row.messageId, row.problem]));
    expect(problems).toEqual(Object.fromEntries(cases.map(([id, , problem]) => [id, problem])));
    expect(await control("counts", key)).toMatchObject({ messages: 0, dropped: cases.length });
  });

  it("drops single events over 32 KB and everything after 2,500 events of a batch, with 200", async () => {
    const key = newToken("wk");
    const large = track("large", { properties: { text: "x".repeat(33 * 1024) } });
    const many = Array.from({ length: 2_501 }, (_, index) => track(`m${index}`));
    expect((await send(key, [large])).status).toBe(200);
    expect((await send(key, many)).status).toBe(200);
    const dropped = (await kept(key)).filter((row) => row.problem !== null);
    expect(dropped.map((row) => [row.messageId, row.problem?.slice(0, 20)]).sort()).toEqual([
      ["large", "larger than 32 KB (3"],
      ["m2500", "more than 2500 event"],
    ]);
  });

  it("answers 400 to more than 500 KB, packed or not, and to what is not JSON; nothing is kept", async () => {
    const key = newToken("wk");
    const large = JSON.stringify({
      writeKey: key,
      batch: [track("a", { properties: { text: "x".repeat(512_000) } })],
    });
    const cases: [string | Buffer, Record<string, string>][] = [
      [large, {}],
      [gzipSync(large), { "content-encoding": "gzip" }],
      ["{", {}],
      ["[]", {}],
      ["", {}],
      [Buffer.from([0xff, 0xfe]), {}],
      ["not gzip", { "content-encoding": "gzip" }],
      [JSON.stringify({ writeKey: key, batch: {} }), {}],
    ];
    for (const [body, headers] of cases) {
      expect((await post("/v1/batch", body, headers)).status).toBe(400);
    }
    expect(await kept(key)).toEqual([]);
  });

  it("unpacks gzip", async () => {
    const key = newToken("wk");
    const body = gzipSync(JSON.stringify({ writeKey: key, batch: [track("packed")] }));
    expect((await post("/v1/batch", body, { "content-encoding": "gzip" })).status).toBe(200);
    expect((await kept(key)).map((row) => row.messageId)).toEqual(["packed"]);
  });

  it("keeps text that PostgreSQL cannot hold, with the character replaced", async () => {
    const key = newToken("wk");
    const answer = await post(
      "/v1/batch",
      `{"writeKey":"${key}","batch":[{"type":"track","event":"a\\u0000b\\ud800","userId":"u","messageId":"m\\u0000"}]}`,
    );
    expect(answer.status).toBe(200);
    expect(await kept(key)).toMatchObject([{ messageId: "m\uFFFD", body: { event: "a\uFFFDb\uFFFD" } }]);
  });

  it("answers 401 to an empty key and to one that begins with refused", async () => {
    expect((await send("", [track("a")])).status).toBe(401);
    expect((await send("refused-key", [track("a")])).status).toBe(401);
    expect((await post("/v1/track", JSON.stringify(track("a")))).status).toBe(401);
  });

  it("answers 404 and 405 elsewhere", async () => {
    expect((await post("/v1/toString", "{}")).status).toBe(404);
    expect((await fetch(`${sandbox.hostOf("segment")}/v1/batch`)).status).toBe(405);
    expect((await fetch(`${sandbox.hostOf("nobody")}/v1/batch`)).status).toBe(404);
    expect((await fetch(`${sandbox.hostOf("constructor")}/v1/batch`)).status).toBe(404);
  });
});

describe("the sandbox told to misbehave", () => {
  it("answers 429 with Retry-After to every second request of that account alone", async () => {
    const key = newToken("wk");
    await control("faults", key, { status: 429, everyNth: 2, retryAfterS: 3 });
    const answers = [];
    for (let request = 0; request < 4; request += 1) {
      const answer = await send(key, [track(`r${request}`)]);
      answers.push([answer.status, answer.headers.get("retry-after")]);
    }
    expect(answers).toEqual([
      [200, null],
      [429, "3"],
      [200, null],
      [429, "3"],
    ]);
    expect((await send(newToken("wk"), [track("a")])).status).toBe(200);
    expect((await kept(key)).map((row) => row.messageId).sort()).toEqual(["r0", "r2"]);
    expect(await control("counts", key)).toMatchObject({ requests: 4, refused: 2 });
  });

  it("recovers after the number of requests that was asked for, and switches the fault off", async () => {
    const key = newToken("wk");
    await control("faults", key, { status: 500, forRequests: 2 });
    const statuses = [];
    for (let request = 0; request < 3; request += 1) {
      statuses.push((await send(key, [track("a")])).status);
    }
    expect(statuses).toEqual([500, 500, 200]);
    await expect.poll(async () => (await control("counts", key)).faults).toEqual({});
  });

  it("refuses a batch with a record that is refused on purpose, so that splitting finds it", async () => {
    const key = newToken("wk");
    await control("faults", key, { refuseEveryNthRecord: 10 });
    const batch = Array.from({ length: 40 }, (_, index) => track(`message-${index}`));
    const bad = batch.filter((message) => isRefusedRecord(String(message.messageId), 10));
    expect(bad.length).toBeGreaterThan(0);
    expect((await send(key, batch)).status).toBe(400);
    expect(await kept(key)).toEqual([]);
    const good = batch.filter((message) => !bad.includes(message));
    expect((await send(key, good)).status).toBe(200);
    expect((await send(key, bad.slice(0, 1))).status).toBe(400);
    expect((await kept(key)).length).toBe(good.length);
  });

  it("can lose the answer after it kept the records", async () => {
    const key = newToken("wk");
    await control("faults", key, { hangUp: true, afterKeeping: true, forRequests: 1 });
    await expect(send(key, [track("a")])).rejects.toThrow();
    expect((await kept(key)).length).toBe(1);
    expect((await send(key, [track("a")])).status).toBe(200);
    expect((await kept(key))[0]).toMatchObject({ copies: 2, differing: 0 });
  });

  it("refuses faults that it does not know", async () => {
    const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
      method: "POST",
      body: JSON.stringify({ partner: "segment", key: "k", faults: { status: 418 } }),
    });
    expect(answer.status).toBe(400);
  });
});
