import { afterAll, beforeAll, expect, test } from "vitest";
import { dispatch } from "../api/dispatch.ts";
import type { Operation } from "../api/operation.ts";
import { operations } from "../api/operations.ts";
import type { Ctx } from "../context.ts";
import { httpClient } from "../http/http-client.ts";
import { Fault } from "../kernel/fault.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Logger } from "../kernel/logger.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { anonymousCtx, testMember, testWorkspace } from "../testing/actors.ts";
import { testDatabase } from "../testing/database.ts";
import { addEvents } from "../testing/export-world.ts";
import { wholeDatabase } from "../testing/fill-every-table.ts";
import { sampleInput } from "../testing/sample-input.ts";
import { workExports } from "../testing/work-exports.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

const planted = {
  first: "canary-export-key-7d1e",
  rotated: "canary-export-key-rotated-90ab",
};
/** As it stands in the header of a request. */
const inHeader = (key: string) => Buffer.from(`${key}:`).toString("base64").replace(/=+$/, "");

const lines: string[] = [];
const write = (fields: object, message: string) => {
  lines.push(`${message} ${JSON.stringify(fields, Object.getOwnPropertyNames(fields))}`);
};
const log: Logger = { debug: write, info: write, warn: write, error: write };

const answers: string[] = [];
async function call(ctx: Ctx, method: string, path: string, body?: object): Promise<JsonObject> {
  const request = new Request(`http://localhost/api/v1${path}`, {
    method,
    body: body && JSON.stringify(body),
  });
  try {
    const text = await (await dispatch(request, async () => ctx)).text();
    answers.push(text);
    return text.startsWith("{") ? JSON.parse(text) : {};
  } catch (error) {
    if (!(error instanceof Fault)) {
      throw error;
    }
    answers.push(JSON.stringify([error.code, error.message, error.problems, error.blockers, error.stack]));
    return {};
  }
}

test("a partner's key stands in no row, line, answer or view of an export that was accepted, rejected and refused", async () => {
  const sent: string[] = [];
  const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
  const base: Ctx = {
    ...anonymousCtx(database.db, { log }),
    // The sandbox, which also repeats the request whenever it does not accept it, as some partners do.
    http: async (request) => {
      const answer = await http(request);
      const { authorization = "" } = request.headers ?? {};
      const credentials = Buffer.from(authorization.slice("Basic ".length), "base64").toString();
      const echo = `${credentials} ${authorization} ${request.body}`;
      sent.push(echo);
      return answer.status < 300 ? answer : { ...answer, body: `${answer.body} ${echo}` };
    },
    hosts: { JUNCTION_HOST_SEGMENT_US: sandbox.hostOf("segment") },
    clock: { now: () => new Date() },
  };
  const system = await testWorkspace(base);
  const admin = await testMember(system, "admin");
  await addEvents(database.db, system.workspaceId, { count: 60, from: new Date(), people: 6 });

  const values = { writeKey: planted.first, region: "us", userId: "user_id", anonymousId: "anonymous_id" };
  const { id } = await call(admin, "POST", "/connections", { partner: "segment", nickname: "Shop", values });
  const fault = async (key: string, faults: object) => {
    // The sandbox's own switch is heard at once.
    const body = JSON.stringify({ partner: "segment", key, faults });
    await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, { method: "POST", body });
  };
  const range = { kind: "day", date: new Date().toISOString().slice(0, 10) };
  const wanted = { connectionId: id, dataType: "all", frequency: "one_time", range };
  const exported = async () => {
    const made = await call(admin, "POST", "/exports", wanted);
    await workExports(system);
    const { items } = await call(admin, "GET", `/exports/${made.id}/runs`);
    const [run] = items as JsonObject[];
    return { exportId: String(made.id), runId: String(run?.id), outcome: run?.outcome };
  };

  await fault(planted.first, { refuseEveryNthRecord: 4 });
  const partly = await exported();
  await call(admin, "POST", `/connections/${id}/rotate`, { values: { writeKey: planted.rotated } });
  await call(admin, "POST", `/exports/${partly.exportId}/runs/${partly.runId}/retry`, {});
  await workExports(system);
  await fault(planted.rotated, { status: 401 });
  const refused = await exported();
  expect([partly.outcome, refused.outcome]).toEqual(["partly", "refused"]);

  const person = await database.db.prisma.ledgerEntry.findFirstOrThrow({ where: { runId: partly.runId } });
  const reads = Object.values<Operation>(operations).filter(({ method }) => method === "GET");
  for (const { exportId, runId } of [partly, refused]) {
    for (const { path, input } of reads) {
      const owner = path.startsWith("/people")
        ? person.personId
        : path.startsWith("/exports")
          ? exportId
          : id;
      const values = Object.entries(
        sampleInput(input, { uuid: String(owner), text: "Product Viewed" }) ?? {},
      );
      const query = new URLSearchParams(values.map(([name, value]) => [name, String(value)]));
      const address = path.replace(":runId", runId).replace(/:\w+/g, String(owner));
      for (const verdict of path.includes("/records") ? ["accepted", "rejected", "waiting"] : [""]) {
        if (verdict !== "") {
          query.set("verdict", verdict);
        }
        await call(admin, "GET", `${address}?${query}`);
      }
    }
  }

  const everywhere = {
    answers: answers.join("\n"),
    log: lines.join("\n"),
    database: await wholeDatabase(database.url),
  };
  for (const [name, secret] of Object.entries(planted)) {
    for (const [place, text] of Object.entries(everywhere)) {
      expect(text.includes(secret), `${name} in ${place}`).toBe(false);
      expect(text.includes(inHeader(secret)), `${name} of the header in ${place}`).toBe(false);
    }
    // The planting took: it left for the partner, as a key.
    expect(sent.some((request) => request.includes(inHeader(secret)))).toBe(true);
  }
  // So did the looking: rejections with the partner's words, accepted records, the 401, its audit entry.
  expect(everywhere.database).toContain("a record is refused on purpose");
  expect(everywhere.database).toContain("••••");
  expect(everywhere.database).toContain("export.refused");
  expect(everywhere.answers).toContain("Segment answers 401");
  expect(everywhere.answers).toContain('"verdict":"accepted"');
  expect(everywhere.answers).toContain('"verdict":"rejected"');
});
