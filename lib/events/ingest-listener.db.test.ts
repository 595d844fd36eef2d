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
