import { request } from "node:http";
import { afterEach, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, serveIngest } from "../testing/ingest.ts";
import { type IngestReply, ingestEndpoint } from "./ingest-http.ts";

const database = testDatabase();
let served: Awaited<ReturnType<typeof serveIngest>> | undefined;
afterEach(() => served?.stop());

test("a sender that breaks off is no failure of ours: it is refused, noted for its source, and not logged", async () => {
  const { ctx, key, workspaceId } = await ingestGround(database.db);
  const lines: string[] = [];
  const note = (_fields: unknown, text?: string) => lines.push(text ?? "");
  const log = { debug: note, info: note, warn: note, error: note };
  let answered: (reply: IngestReply) => void = () => {};
  const answer = new Promise<IngestReply>((resolve) => {
    answered = resolve;
  });
  served = await serveIngest(ingestEndpoint({ ...ctx, log }, { observe: answered }));
  const sent = request(`${served.url}/v1/track`, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
      "content-length": "100",
    },
  });
  sent.on("error", () => {});
  served.server.once("request", () => sent.destroy());
  sent.write('{"userId":"u"');
  expect(await answer).toMatchObject({ status: 400, body: "failed to read body from request" });
  const refused = await database.db.prisma.refusedCall.findMany({ where: { workspaceId } });
  expect(refused).toMatchObject([{ call: "track", reason: "failed to read body from request" }]);
  expect(await database.db.prisma.event.count({ where: { workspaceId } })).toBe(0);
  expect(lines).toEqual([]);
});

test("an address that is no call is left to others", async () => {
  const { ctx } = await ingestGround(database.db);
  served = await serveIngest(ingestEndpoint(ctx));
  for (const path of ["/", "/v1", "/v1/", "/v1/track/more", "/v1/%74rack", "/api/v1/people", "/V1/track"]) {
    const answer = await fetch(served.url + path);
    expect([path, answer.status, await answer.text()]).toEqual([path, 404, ""]);
  }
});

test("a beacon of RudderStack's browser SDK brings its key in its address, as it can carry no header", async () => {
  const { ctx, key, workspaceId } = await ingestGround(database.db);
  served = await serveIngest(ingestEndpoint(ctx));
  const batch = [{ type: "track", event: "Left", anonymousId: "anon-1", messageId: "m-1" }];
  const send = async (path: string) => {
    const body = JSON.stringify({ batch, sentAt: "2026-01-01T00:00:00.000Z" });
    const headers = { "content-type": "text/plain" };
    const answer = await fetch(`${served?.url}${path}`, { method: "POST", headers, body });
    return [answer.status, await answer.text()];
  };
  const noKey = [401, "failed to read writekey from header"];
  expect(await send(`/beacon/v1/batch?writeKey=${key}`)).toEqual([200, "OK"]);
  expect(await send("/beacon/v1/batch?writeKey=wk_of_nobody")).toEqual([401, "invalid write key"]);
  expect(await send("/beacon/v1/batch?writeKey=")).toEqual(noKey);
  expect(await send("/beacon/v1/batch")).toEqual(noKey);
  // Addresses are written into logs on the way: where headers can be sent, the key belongs there.
  expect(await send(`/v1/batch?writeKey=${key}`)).toEqual(noKey);
  const events = await database.db.prisma.event.findMany({ where: { workspaceId } });
  expect(events.map(({ name, anonymousId }) => [name, anonymousId])).toEqual([["Left", "anon-1"]]);
});
