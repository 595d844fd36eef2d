import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { apiDestination, deliverEvent } from "./api-destination.ts";

let server: Server;
let url: string;
let answers: { status: number; headers?: Record<string, string> }[] = [];
const calls: { headers: IncomingMessage["headers"]; body: unknown }[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = "";
    for await (const piece of request) {
      body += piece;
    }
    calls.push({ headers: request.headers, body: JSON.parse(body) });
    const { status, headers } = answers.shift() ?? { status: 200 };
    response.writeHead(status, headers).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/eventbridge`;
});
beforeEach(() => {
  answers = [];
  calls.length = 0;
});
afterAll(() => server.close());

const event = (more: object = {}) =>
  apiDestination.parse({ url, apiKey: { value: "ak_1" }, detail: { identity: "cust-1" }, ...more });

test("an event arrives as its envelope with the connection's key and AWS's headers", async () => {
  expect(await deliverEvent(event({ id: "e-1" }))).toEqual({ id: "e-1", delivered: true, statuses: [200] });
  expect(calls[0]?.headers).toMatchObject({
    "x-api-key": "ak_1",
    "user-agent": "Amazon/EventBridge/ApiDestinations",
    range: "bytes=0-1048575",
  });
  expect(calls[0]?.body).toMatchObject({ id: "e-1", version: "0", detail: { identity: "cust-1" } });
});

test("Basic authentication and the detail alone are possible too", async () => {
  const basic = { username: "junction", password: "ak_1" };
  await deliverEvent(event({ apiKey: undefined, basic, onlyDetail: true }));
  expect(calls[0]?.headers.authorization).toBe(`Basic ${Buffer.from("junction:ak_1").toString("base64")}`);
  expect(calls[0]?.body).toEqual({ identity: "cust-1" });
});

test("429 and 5xx are tried again with the same id, other refusals are not", async () => {
  answers = [{ status: 503 }, { status: 429, headers: { "retry-after": "0" } }, { status: 200 }];
  const again = await deliverEvent(event());
  expect(again).toMatchObject({ delivered: true, statuses: [503, 429, 200] });
  expect(new Set(calls.map(({ body }) => (body as { id: string }).id))).toEqual(new Set([again.id]));
  answers = [{ status: 400 }];
  expect(await deliverEvent(event())).toMatchObject({ delivered: false, statuses: [400] });
});

test("a negative Retry-After ends it, and so does the last try", async () => {
  answers = [{ status: 503, headers: { "retry-after": "-1" } }];
  expect(await deliverEvent(event())).toMatchObject({ delivered: false, statuses: [503] });
  answers = [{ status: 500 }, { status: 500 }];
  expect(await deliverEvent(event({ attempts: 2 }))).toMatchObject({
    delivered: false,
    statuses: [500, 500],
  });
});

test("nobody at the address is tried again as well", async () => {
  const nobody = event({ url: "http://127.0.0.1:1/", attempts: 2 });
  expect(await deliverEvent(nobody)).toMatchObject({ delivered: false, statuses: [null, null] });
});
