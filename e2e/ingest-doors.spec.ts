import { randomUUID } from "node:crypto";
import { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { port } from "./fixtures/installation.ts";
import { expect, test } from "./fixtures/test.ts";

// Events come in by a shortcut before Next, or through Next's router: an address with an escaped letter is left to Next.
const doors = { shortcut: "track", next: "%74rack" };

type Answer = { status: number; headers: Record<string, unknown>; body: string };

/** The headers that a sender may go by. */
function meant(headers: IncomingHttpHeaders): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) =>
        /^(content-type|cache-control|x-junction-field)$/.test(name) || name.startsWith("access-control-"),
    ),
  );
}

async function answerTo(sent: ClientRequest): Promise<Answer> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    sent.once("response", resolve).once("error", reject);
  });
  const pieces: Buffer[] = [];
  for await (const piece of response) {
    pieces.push(piece);
  }
  return {
    status: response.statusCode ?? 0,
    headers: meant(response.headers),
    body: Buffer.concat(pieces).toString("utf8"),
  };
}

type Case = {
  method?: string;
  key?: string | null;
  headers?: Record<string, string>;
  /** each piece is one chunk of a chunked body; a single one is sent with its length */
  body: (Buffer | string)[];
};

let writeKey = "";
let sourceId = "";

function opened(path: string, { method = "POST", key, headers = {}, body }: Case): ClientRequest {
  const used = key === undefined ? writeKey : key;
  return request({
    port,
    path: `/v1/${path}`,
    method,
    agent: false,
    headers: {
      "content-type": "application/json",
      ...(used !== null && { authorization: `Basic ${Buffer.from(`${used}:`).toString("base64")}` }),
      ...(body.length === 1 && { "content-length": Buffer.byteLength(body[0] ?? "") }),
      ...headers,
    },
  });
}

function send(path: string, given: Case): Promise<Answer> {
  const sent = opened(path, given);
  for (const piece of given.body) {
    sent.write(piece);
  }
  sent.end();
  return answerTo(sent);
}

const call = (event: string) => JSON.stringify({ userId: "doors", event, messageId: randomUUID() });
const halves = (text: string) => [text.slice(0, 9), text.slice(9)];
const ok: Answer = {
  status: 200,
  headers: {
    "access-control-allow-origin": "*",
    "cache-control": "no-store",
    "content-type": "text/plain; charset=utf-8",
  },
  body: "OK",
};

const cases: Record<string, { given: () => Case; status: number; body: string }> = {
  "a call": { given: () => ({ body: [call("E")] }), status: 200, body: "OK" },
  "a body in chunks": { given: () => ({ body: halves(call("E")) }), status: 200, body: "OK" },
  "a compressed body": {
    given: () => ({ body: [gzipSync(call("E"))], headers: { "content-encoding": "gzip" } }),
    status: 200,
    body: "OK",
  },
  "a compressed body in chunks": {
    given: () => {
      const body = gzipSync(call("E"));
      return { body: [body.subarray(0, 12), body.subarray(12)], headers: { "content-encoding": "gzip" } };
    },
    status: 200,
    body: "OK",
  },
  "a body that is not what it says": {
    given: () => ({ body: [call("E")], headers: { "content-encoding": "gzip" } }),
    status: 400,
    body: "body: is not what its content-encoding says",
  },
  "an unknown encoding": {
    given: () => ({ body: [call("E")], headers: { "content-encoding": "zstd" } }),
    status: 415,
    body: "content-encoding: use gzip, deflate, br or none",
  },
  "the key in the body": {
    given: () => ({ key: null, body: [JSON.stringify({ ...JSON.parse(call("E")), writeKey })] }),
    status: 200,
    body: "OK",
  },
  "no key": {
    given: () => ({ key: null, body: [call("E")] }),
    status: 401,
    body: "failed to read writekey from header",
  },
  "a wrong key": {
    given: () => ({ key: "wk_of_nobody", body: [call("E")] }),
    status: 401,
    body: "invalid write key",
  },
  "no JSON": { given: () => ({ body: ["{"] }), status: 400, body: "invalid json" },
  "no body": { given: () => ({ body: [""] }), status: 400, body: "request body is nil" },
  "a wrong field": {
    given: () => ({ body: [JSON.stringify({ userId: "doors", event: "E", properties: 5 })] }),
    status: 400,
    body: "properties: must be an object",
  },
  "a body that is too large": {
    given: () => ({ body: [Buffer.alloc(4_300_000, " ")] }),
    status: 413,
    body: "request size exceeds max limit",
  },
  "chunks that become too large": {
    given: () => ({ body: Array.from({ length: 5 }, () => Buffer.alloc(1_000_000, " ")) }),
    status: 413,
    body: "request size exceeds max limit",
  },
  ...Object.fromEntries(
    ["GET", "PUT", "PATCH", "DELETE"].map((method) => [
      `the method ${method}`,
      { given: () => ({ method, body: [] }), status: 400, body: "invalid http request method" },
    ]),
  ),
  HEAD: { given: () => ({ method: "HEAD", body: [] }), status: 400, body: "" },
  "a preflight": {
    given: () => ({
      method: "OPTIONS",
      key: null,
      headers: {
        origin: "https://shop.example",
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization, content-type, x-mine",
      },
      body: [],
    }),
    status: 204,
    body: "",
  },
};

async function stored(page: Page): Promise<string[]> {
  const response = await page.request.get(`/api/v1/sources/${sourceId}/calls?outcome=accepted&limit=200`);
  const { items } = (await response.json()) as { items: { name: string }[] };
  return items.map((item) => item.name);
}

test.beforeEach(async ({ adminPage: page }) => {
  const data = { name: `Doors ${randomUUID().slice(0, 8)}`, platform: "http" };
  const made = await page.request.post("/api/v1/sources", { data });
  const { source, writeKey: key } = await made.json();
  sourceId = source.id;
  writeKey = key.key;
});

test("both doors give the same answers, whatever is sent and however", async () => {
  for (const [name, { given, status, body }] of Object.entries(cases)) {
    const answer = await send(doors.shortcut, given());
    expect({ name, status: answer.status, body: answer.body }).toEqual({ name, status, body });
    expect({ name, ...(await send(doors.next, given())) }).toEqual({ name, ...answer });
  }
  expect(await send(doors.shortcut, { body: [call("E")] })).toEqual(ok);
  expect((await send("forget", { body: [call("E")] })).status).toBe(404);
});

test("the doors are two: Next's router says of what its answers depend", async () => {
  const variesAt = async (path: string) => {
    const answer = await fetch(`http://localhost:${port}/v1/${path}`, { method: "POST" });
    return answer.headers.get("vary");
  };
  expect(await variesAt(doors.shortcut)).toBeNull();
  expect(await variesAt(doors.next)).toContain("next-router");
});

test("one connection carries call after call, and several at once in their order", async ({
  adminPage: page,
}) => {
  const auth = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
  const raw = (path: string, body: string, more = "") =>
    `POST /v1/${path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: ${auth}\r\n${more}` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  for (const path of Object.values(doors)) {
    const socket = connect(port, "127.0.0.1");
    let text = "";
    socket.setEncoding("utf8").on("data", (piece) => {
      text += piece;
    });
    const statuses = () => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);
    socket.write(raw(path, call(`Alone ${path}`)));
    await expect.poll(statuses).toEqual(["200"]);
    // The second waits for the database longest, the last needs nothing of it.
    socket.write(raw(path, call(`First ${path}`)) + raw(path, call(`Second ${path}`)) + raw(path, "{"));
    await expect.poll(statuses).toEqual(["200", "200", "200", "400"]);
    socket.write(raw(path, call(`Last ${path}`), "Connection: close\r\n"));
    await new Promise((resolve) => socket.once("close", resolve));
    expect(statuses()).toEqual(["200", "200", "200", "400", "200"]);
  }
  const names = Object.values(doors).flatMap((path) =>
    ["Alone", "First", "Second", "Last"].map((n) => `${n} ${path}`),
  );
  await expect.poll(async () => (await stored(page)).sort()).toEqual(names.sort());
});

test("a sender that asks first is told to go on", async () => {
  for (const path of Object.values(doors)) {
    const body = call("Asked");
    const sent = opened(path, { body: [body], headers: { expect: "100-continue" } });
    sent.flushHeaders();
    await new Promise((resolve) => sent.once("continue", resolve));
    sent.end(body);
    expect(await answerTo(sent)).toEqual(ok);
  }
});

test("a sender that breaks off leaves nothing behind, and the next one is served", async ({
  adminPage: page,
}) => {
  for (const path of Object.values(doors)) {
    const body = call("Broken");
    const sent = opened(path, { body: [body] });
    sent.on("error", () => {});
    sent.write(body.slice(0, -5));
    await new Promise<void>((resolve) =>
      sent.once("socket", (socket) => socket.once("connect", () => resolve())),
    );
    sent.destroy();
    expect(await send(path, { body: [call(`After ${path}`)] })).toEqual(ok);
  }
  await expect.poll(async () => (await stored(page)).sort()).toEqual(["After %74rack", "After track"]);
});

test("what is no call is still Next's", async () => {
  const page = await fetch(`http://localhost:${port}/sign-in`);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
  for (const path of ["/api/health", "/health"]) {
    const health = await fetch(`http://localhost:${port}${path}`);
    expect([health.status, health.headers.get("content-type")]).toEqual([200, "application/json"]);
  }
  const metrics = await (await fetch(`http://localhost:${port}/api/metrics`)).text();
  expect(metrics).toMatch(/route="\/v1\/:call"/);
});
