import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../http/http-client.ts";
import type { JsonObject } from "../kernel/json.ts";
import { partnerSamples } from "../testing/partner-samples.ts";
import { type PartnerId, partnerIds, partnerKits } from "./catalog.ts";
import type {
  CallLane,
  EncodedRecord,
  ExportRecord,
  Lane,
  MemberChange,
  PartnerAccess,
} from "./connector.ts";
import { connectors } from "./connectors.ts";
import { defaultSettings, type PartnerKit } from "./kit.ts";
import { recordTexts, wholeText } from "./record-texts.ts";

/** For a promise of some partners: of the others there is no test, rather than one that is skipped. */
const itWhere = (concerns: unknown): ((name: string, test: () => void | Promise<void>) => void) =>
  concerns ? it : () => {};

// What every partner promises, whoever it is: held against a server that answers whatever it is told.
let server: Server;
let answer: { status: number; headers?: Record<string, string>; body?: string };
let baseUrl: string;
/** The same for partners that do not speak HTTP: any status but 200 lets nobody in. */
const mails = new SMTPServer({
  disabledCommands: ["STARTTLS"],
  allowInsecureAuth: true,
  onAuth: ({ username, password }, _session, callback) => {
    const refusal = Object.assign(new Error(`5.7.8 not ${username} with ${password}`), { responseCode: 535 });
    callback(answer.status === 200 ? null : refusal, { user: username });
  },
});

beforeAll(async () => {
  server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => {
      // It repeats what it was sent, as some partners do when they refuse it.
      const { authorization = "", ...others } = request.headers;
      const credentials = Buffer.from(authorization.split(" ")[1] ?? "", "base64").toString();
      const sent = Buffer.concat(pieces).toString();
      const echo = [ECHO, request.url, authorization, credentials, JSON.stringify(others), sent].join("\n");
      response.writeHead(answer.status, answer.headers).end(answer.body ?? echo);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => mails.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.close();
  await new Promise<void>((resolve) => mails.close(resolve));
});

/** What each partner says when it has taken everything. */
const goodBodies: Record<PartnerId, string> = {
  segment: '{"success":true}',
  clevertap: '{"status":"success","processed":1,"unprocessed":[]}',
  storyly: '{"status":"ok","message":"Audience successfully created","data":[]}',
  eventbridge: '{"FailedEntryCount":0,"Entries":[{"EventId":"e-1"}]}',
  fcm: '{"access_token":"ya29.test","expires_in":3599,"name":"projects/shop-prod/messages/1"}',
  vapid: "",
  smtp: "",
};

const ECHO = "what was sent:";
const SECRET = "planted-secret-0123456789";
const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });

describe.each(partnerIds)("the partner %s", (id) => {
  const kit: PartnerKit = partnerKits[id];
  const body = goodBodies[id];
  const connector = connectors[id];
  const sample = partnerSamples[id];
  const planted = sample?.planted ?? SECRET;
  const secrets =
    sample?.secrets ??
    Object.fromEntries(
      kit.settings.filter((field) => field.kind === "secret").map((field) => [field.key, SECRET]),
    );
  const settings = { ...defaultSettings(kit), ...sample?.settings };
  const access = (url: string): PartnerAccess => ({
    settings,
    secrets,
    baseUrl: url,
    services: Object.fromEntries(Object.keys(kit.regions[0].services ?? {}).map((name) => [name, url])),
    http,
  });
  const record: ExportRecord = {
    type: "track",
    name: "Order Completed",
    messageId: "m-1",
    timestamp: "2026-01-01T00:00:00.000Z",
    ids: connector.exports?.slots(settings, []).map(() => "cust-1001") ?? [],
    properties: Buffer.from('{"revenue":120}'),
    context: Buffer.from("{}"),
  };
  const change: MemberChange = {
    change: "set",
    identity: "cust-1001",
    properties: { plan: "gold" },
    messageId: "m-1",
    timestamp: "2026-01-01T00:00:00.000Z",
  };
  const audience = connector.audience?.({
    name: "Sneaker fans",
    settings: Object.fromEntries(
      (kit.audience?.fields ?? []).map((field) => [
        field.key,
        field.kind === "select" ? field.default : "fans",
      ]),
    ),
    columns: ["plan"],
  });
  const exported = connector.exports?.encode(record);
  const switches = Object.fromEntries((kit.calls?.switches ?? []).map((each) => [each.key, each.default]));
  const calls = connector.calls?.(switches);
  const call = {
    type: "track",
    event: "Order Placed",
    userId: "cust-1001",
    messageId: "m-1",
    properties: { total: 120 },
  };
  const encodedCall = (lane: CallLane): EncodedRecord => {
    const text = JSON.stringify(lane.map(call).records?.[0]?.record);
    return { text, bytes: Buffer.byteLength(text) };
  };
  const lanes: { name: string; lane: Lane; encoded: EncodedRecord }[] = [
    ...(connector.exports && exported
      ? [
          {
            name: "exports",
            lane: connector.exports,
            encoded: { ...exported, text: wholeText(exported.text) },
          },
        ]
      : []),
    ...(audience ? [{ name: "audience", lane: audience, encoded: audience.encode(change) }] : []),
    ...(calls ? [{ name: "calls", lane: calls, encoded: encodedCall(calls) }] : []),
  ];

  it("has a lane for each of its capabilities", () => {
    const named: Record<string, string> = { export: "exports", audience: "audience", calls: "calls" };
    expect(lanes.map(({ name }) => name).sort()).toEqual(kit.capabilities.map((each) => named[each]).sort());
    expect(kit.listsAudiences ?? false).toBe(connector.audiences !== undefined);
    expect(kit.audience !== undefined).toBe(connector.audience !== undefined);
    expect(kit.calls !== undefined).toBe(connector.calls !== undefined);
  });

  it("offers exactly its regions where the region is chosen", () => {
    const field = kit.settings.find((candidate) => candidate.key === kit.regionField);
    const offered = field?.kind === "select" ? field.options.map((option) => option.value) : [];
    expect(offered).toEqual(kit.regions.map((region) => region.id));
  });

  it("says of each setting where to find it", () => {
    for (const field of kit.settings) {
      expect(field.label.length, field.key).toBeGreaterThan(1);
      expect(field.help.length, field.key).toBeGreaterThan(20);
    }
  });

  // A list that is refused is refused whole: halves of it would become lists of their own.
  const splits = (name: string) => name !== "audience" || kit.audience?.keeps !== "list";

  describe.each(lanes)("in its lane for $name", ({ name, lane, encoded }) => {
    it("encodes a record with its true size", () => {
      expect(encoded.problem).toBeUndefined();
      expect(encoded.text).toContain("cust-1001");
      expect(encoded.bytes).toBe(Buffer.byteLength(encoded.text));
    });

    it.each([
      [200, "accepted"],
      [400, "split"],
      [401, "unauthorised"],
      [429, "later"],
      [500, "later"],
      [503, "later"],
    ] as const)("takes the status %i for %s", async (status, verdict) => {
      answer = { status, ...(status === 200 && { body }) };
      const said = await lane.send(recordTexts([encoded.text]), access(baseUrl));
      const expected = verdict === "split" && !splits(name) ? "refused" : verdict;
      expect(said).toMatchObject({ verdict: expected, httpStatus: status });
      expect(JSON.stringify(said)).not.toContain(SECRET);
    });

    it("stays away as long as it is asked to", async () => {
      answer = { status: 429, headers: { "retry-after": "7" } };
      const said = await lane.send(recordTexts([encoded.text]), access(baseUrl));
      expect(said).toMatchObject({ verdict: "later", retryAfterMs: 7_000 });
    });

    it("tries again later when nobody answers", async () => {
      const said = await lane.send(recordTexts([encoded.text]), access("http://127.0.0.1:1"));
      expect(said).toMatchObject({ verdict: "later", httpStatus: null });
    });

    it("keeps no secret of an answer that repeats the request", async () => {
      answer = { status: 400 };
      const said = await lane.send(recordTexts([encoded.text]), access(baseUrl));
      expect(said.body).toContain(ECHO);
      expect(JSON.stringify(said)).not.toContain(SECRET);
      expect(JSON.stringify(said)).not.toContain(Buffer.from(SECRET).toString("base64").slice(0, 24));
    });

    it("masks its secrets in the request that it shows", () => {
      const shown = lane.show([encoded.text], { settings, baseUrl });
      expect(JSON.stringify(shown)).toContain("cust-1001");
      expect(JSON.stringify(shown)).not.toContain(SECRET);
    });
  });

  itWhere(calls)("makes records of a call, or says in words why not, whatever the call is", () => {
    const odd = [{}, { type: 7 }, { type: "group", groupId: "g" }, { ...call, properties: null, event: {} }];
    for (const each of [call, ...odd]) {
      const mapped = calls?.map(each as JsonObject);
      expect(mapped?.records?.length ?? mapped?.error?.length, JSON.stringify(each)).toBeGreaterThan(0);
    }
    for (const record of calls?.map(call).records ?? []) {
      expect(calls?.lint(record)).toEqual([]);
      expect(calls?.isRepeatable(record)).toBe(false);
    }
  });

  itWhere(calls?.alreadyThere)(
    "says of records in doubt that it cannot tell, or that it may be asked later, and throws nothing",
    async () => {
      const records = calls?.map(call).records ?? [];
      const asked = (url: string) =>
        calls?.alreadyThere?.(records, { sinceMs: Date.now() - 1_000, untilMs: Date.now() }, access(url));
      for (const status of [400, 401, 404]) {
        answer = { status };
        expect(await asked(baseUrl), String(status)).toBeNull();
      }
      answer = { status: 200, body: "<html>" };
      expect(await asked(baseUrl)).toBeNull();
      for (const status of [429, 500, 503]) {
        answer = { status };
        expect(await asked(baseUrl), String(status)).toMatchObject({ later: expect.any(String) });
      }
      expect(await asked("http://127.0.0.1:1")).toMatchObject({ later: expect.any(String) });
    },
  );

  itWhere(connector.forget)("forgets users in words, and keeps no secret of the answer", async () => {
    answer = { status: 200, body: '{"status":"success"}' };
    expect(await connector.forget?.(["u1"], access(baseUrl))).toMatchObject({ ok: true, retry: null });
    answer = { status: 401 };
    const refused = await connector.forget?.(["u1"], access(baseUrl));
    expect(refused).toMatchObject({ ok: false, httpStatus: 401, retry: "never" });
    expect(JSON.stringify(refused)).not.toContain(SECRET);
    const away = await connector.forget?.(["u1"], access("http://127.0.0.1:1"));
    expect(away).toMatchObject({ ok: false, httpStatus: null, retry: "later" });
  });

  const callsNobody = kit.sendsTo !== undefined;

  it("tests a connection in words, and shows no secret in them", async () => {
    const isHttp = id !== "smtp";
    const url = isHttp ? baseUrl : `smtp://127.0.0.1:${(mails.server.address() as AddressInfo).port}`;
    answer = { status: 200, body };
    const good = await connector.verify(access(url));
    expect(good).toMatchObject({ ok: true, httpStatus: callsNobody || !isHttp ? null : 200 });
    answer = { status: 401 };
    const wrong = callsNobody ? { ...access(url), secrets: {} } : access(url);
    const bad = await connector.verify(wrong);
    expect(bad).toMatchObject({ ok: false, retry: "never" });
    expect(JSON.stringify([good, bad])).not.toContain(planted);
  });

  it("finds what may be shown of its secrets, and makes fresh ones that it would accept, where its kit says so", async () => {
    expect(connector.generate !== undefined).toBe(kit.generates !== undefined);
    const fresh = connector.generate?.() ?? {};
    expect(Object.keys(fresh).filter((key) => !kit.settings.some((field) => field.key === key))).toEqual([]);
    const found = kit.found?.read(secrets) ?? {};
    expect(Object.keys(found)).toEqual(kit.found?.fields.map(({ key }) => key) ?? []);
    expect(JSON.stringify(found)).not.toContain(planted);
    for (const field of kit.settings) {
      const value = fresh[field.key] ?? { ...settings, ...secrets }[field.key] ?? "";
      if ((field.kind === "text" || field.kind === "secret") && value !== "" && value !== SECRET) {
        expect(field.problem?.(value) ?? null, field.key).toBeNull();
      }
    }
  });

  itWhere(!callsNobody)("says of a test that nobody answered that it may be tried again", async () => {
    const said = await connector.verify(access("http://127.0.0.1:1"));
    expect(said).toMatchObject({ ok: false, httpStatus: null, retry: "later" });
  });
});
