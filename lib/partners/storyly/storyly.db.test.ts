import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import { Fault } from "../../kernel/fault.ts";
import { newToken } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { SandboxFaults } from "../../sandbox/faults.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import type { PartnerAccess } from "../connector.ts";
import { recordTexts } from "../record-texts.ts";
import { storylyConnector } from "./connector.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });

function accessTo(apiToken = newToken("st")): PartnerAccess {
  return { settings: {}, secrets: { apiToken }, baseUrl: sandbox.hostOf("storyly"), http };
}

async function setFaults({ secrets }: PartnerAccess, faults: SandboxFaults): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
    method: "POST",
    body: JSON.stringify({ partner: "storyly", key: secrets.apiToken, faults }),
  });
  expect(answer.status).toBe(200);
}

function laneFor(settings: Record<string, string> = {}, name = "Sneaker fans") {
  const lane = storylyConnector.audience?.({ name, settings, columns: ["city", "plan"] });
  if (!lane) {
    throw new Error("Storyly takes audiences.");
  }
  return lane;
}

const member = (identity: string, properties: JsonObject) => ({
  change: "set" as const,
  identity,
  properties,
  messageId: "m",
  timestamp: "2026-01-01T00:00:00.000Z",
});
const members = [
  member("cust-1", { city: "Pune", plan: "gold" }),
  member("cust,2", { city: 'The "Hague"', plan: 3 }),
  member("cust-3", { plan: true }),
];
const audiencesOf = async (access: PartnerAccess) => (await storylyConnector.audiences?.(access)) ?? [];

describe("an audience sent to Storyly", () => {
  it("becomes one audience with a file of all members, quoted where needed", async () => {
    const access = accessTo();
    const lane = laneFor({ identifier: "id" });
    const texts = members.map((one) => lane.encode(one).text);
    expect(await lane.send(recordTexts(texts), access)).toMatchObject({
      verdict: "accepted",
      httpStatus: 200,
    });
    const [audience, ...others] = await audiencesOf(access);
    expect(others).toEqual([]);
    expect(audience).toMatchObject({ name: "Sneaker fans", identifier: "id", size: 3 });
    const file = await http({ method: "GET", url: audience?.csvUrl ?? "" });
    expect([file.status, file.body]).toEqual([
      200,
      'id,city,plan\ncust-1,Pune,gold\n"cust,2","The ""Hague""",3\ncust-3,,true\n',
    ]);
  });

  it("is called as the transfer says, and the identifier's column stands in it once", async () => {
    const access = accessTo();
    const lane = laneFor({ name: 'Fans "best"; é\u{1F600}', identifier: "plan" });
    await lane.send(recordTexts([lane.encode(members[0] ?? member("", {})).text]), access);
    const [audience] = await audiencesOf(access);
    expect(audience).toMatchObject({ name: 'Fans "best"; é\u{1F600}', identifier: "plan", size: 1 });
    expect((await http({ method: "GET", url: audience?.csvUrl ?? "" })).body).toBe(
      "plan,city\ncust-1,Pune\n",
    );
  });

  it("is not made twice when the answer to it was lost, and is made anew when its members changed", async () => {
    const access = accessTo();
    const lane = laneFor({ identifier: "id" });
    const texts = members.map((one) => lane.encode(one).text);
    // The first request is the look for the name, the second one makes the audience and hangs up.
    await setFaults(access, { hangUp: true, afterKeeping: true, everyNth: 2, forRequests: 2 });
    expect(await lane.send(recordTexts(texts), access)).toMatchObject({ verdict: "later", httpStatus: null });
    expect(await lane.send(recordTexts(texts), access)).toMatchObject({ verdict: "accepted" });
    expect((await audiencesOf(access)).length).toBe(1);
    expect(await lane.send(recordTexts(texts.slice(1)), access)).toMatchObject({ verdict: "accepted" });
    expect((await audiencesOf(access)).map((one) => one.size)).toEqual([2, 3]);
  });

  it("is made anew when it is again as it was before the last list of its name", async () => {
    const access = accessTo();
    const lane = laneFor({ identifier: "id", name: "Fans" });
    const texts = members.map((one) => lane.encode(one).text);
    for (const sent of [texts, texts.slice(1), texts, texts]) {
      expect(await lane.send(recordTexts(sent), access)).toMatchObject({ verdict: "accepted" });
    }
    expect((await audiencesOf(access)).map((one) => one.size)).toEqual([3, 2, 3]);
  });

  it.each([
    ["oldest first", [1, 2, 10]],
    ["newest first", [10, 2, 1]],
  ] as const)(
    "is known again by the newest list of its name, whatever the order (%s)",
    async (_name, ids) => {
      const lane = laneFor({ identifier: "id", name: "Fans" });
      let fileName = "";
      const listed = () =>
        ids.map((id) => ({
          id,
          name: "Fans",
          properties: { filename: id === 10 ? fileName : `other-${id}.csv` },
          ts_created: id === 1 ? "2026-01-01 00:00:00" : "2026-01-02 00:00:00",
        }));
      let posted = 0;
      const access: PartnerAccess = {
        ...accessTo(),
        http: async ({ method, body }) => {
          posted += method === "POST" ? 1 : 0;
          fileName ||= /filename="([^"]+)"/.exec(String(body ?? ""))?.[1] ?? "";
          const data = method === "GET" && fileName !== "" ? listed() : [];
          return { status: 200, headers: {}, body: JSON.stringify({ status: "ok", message: "", data }) };
        },
      };
      const records = recordTexts([lane.encode(members[0] ?? member("", {})).text]);
      await lane.send(records, access);
      await lane.send(records, access);
      expect(posted).toBe(1);
    },
  );

  it("holds 30,000 members in one request", async () => {
    const access = accessTo();
    const lane = laneFor();
    const texts = Array.from(
      { length: 30_000 },
      (_, index) => lane.encode(member(`cust-${index}`, { city: "Pune", plan: "gold" })).text,
    );
    expect(await lane.send(recordTexts(texts), access)).toMatchObject({ verdict: "accepted" });
    expect((await audiencesOf(access)).map((one) => one.size)).toEqual([30_000]);
  });

  it("has no records for who left, and none without identity", () => {
    const lane = laneFor();
    expect(lane.encode({ ...member("u1", {}), change: "remove" }).problem?.code).toBe("list_only");
    expect(lane.encode(member(" ", {})).problem?.code).toBe("no_identifier");
  });

  it("is counted in bytes as it goes over the wire", async () => {
    const lane = laneFor({ identifier: "id" });
    const texts = members.map((one) => lane.encode(one).text);
    let sent = 0;
    const access: PartnerAccess = {
      ...accessTo(),
      http: (request) => {
        sent = request.method === "POST" ? (request.body?.length ?? 0) : 0;
        return http(request);
      },
    };
    await lane.send(recordTexts(texts), access);
    const counted = texts.reduce((sum, text) => sum + Buffer.byteLength(text) + 1, lane.envelopeBytes);
    expect(sent).toBe(counted);
  });

  it.each([
    [{ status: 401 }, "unauthorised"],
    [{ status: 429 }, "later"],
    [{ status: 500 }, "later"],
    [{ refuseEveryNthRecord: 1 }, "refused"],
  ] as const)("is refused as a whole (%o)", async (faults, verdict) => {
    const access = accessTo();
    await setFaults(access, faults);
    const lane = laneFor();
    expect(await lane.send(recordTexts([lane.encode(member("u1", {})).text]), access)).toMatchObject({
      verdict,
    });
    await setFaults(access, {});
    expect(await audiencesOf(access)).toEqual([]);
  });
});

describe("the audiences of an account", () => {
  it("are read page by page, newest first, none twice", async () => {
    const access = accessTo();
    const lane = laneFor();
    for (let index = 0; index < 27; index += 1) {
      await lane.send(recordTexts([lane.encode(member(`u${index}`, {})).text]), access);
    }
    const found = await audiencesOf(access);
    expect(new Set(found.map((one) => one.id)).size).toBe(27);
  });

  it("cannot be read with a wrong token, said in words", async () => {
    const error = await audiencesOf(accessTo("refused-1")).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Fault);
    expect(error).toMatchObject({ code: "precondition" });
    expect(String(error)).toContain("API token");
  });
});

describe("the test of a connection", () => {
  it.each([
    ["a good token", newToken("st"), true, 200],
    ["a wrong one", "refused-1", false, 401],
    ["none", "", false, 400],
  ] as const)("%s", async (_name, token, ok, httpStatus) => {
    const said = await storylyConnector.verify(accessTo(token));
    expect(said).toMatchObject({ ok, httpStatus, retry: ok ? null : "never" });
    expect(said.message).toContain("API token");
  });

  it("takes another server's answer for no acceptance", async () => {
    const access = { ...accessTo(), http: async () => ({ status: 200, headers: {}, body: "{}" }) };
    expect(await storylyConnector.verify(access)).toMatchObject({ ok: false, retry: "never" });
  });
});
