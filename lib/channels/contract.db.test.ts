import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sendPages } from "../delivery/send-pages.ts";
import type { Delivery } from "../delivery/sender.ts";
import { httpClient } from "../http/http-client.ts";
import { systemClock } from "../kernel/clock.ts";
import { newId, newToken } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import { isPartnerId, partnerKits } from "../partners/catalog.ts";
import type { PartnerAccess } from "../partners/connector.ts";
import { recordTexts, wholeText } from "../partners/record-texts.ts";
import { sandboxAccount } from "../sandbox/account.ts";
import type { SandboxFaults } from "../sandbox/faults.ts";
import { type MessageRow, newestMessages } from "../sandbox/messages-store.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { testDatabase } from "../testing/database.ts";
import { type ChannelId, channelIds, channelKitOf } from "./catalog.ts";
import type { Occasion, Recipient } from "./channel.ts";
import { channelOf } from "./channels.ts";
import { contentProblems } from "./content-problems.ts";
import { qualifications } from "./kit.ts";

// What every channel promises, whoever it is: held against the sandbox over HTTP, with its faults switched on.
const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

const SECRET = "planted-secret-0123456789";
const keyValues = [
  { key: "greeting", value: 'Hi {{ Profile.Name | default: "there" }}' },
  { key: "plan", value: "{{ Profile.Plan }}" },
];

/** A content that may be published, and the account that it goes to; `where` is the sandbox's address of the channel. */
type Sample = {
  content(where: string): JsonObject;
  access(key: string): Pick<PartnerAccess, "settings" | "secrets">;
  /** The id by which the other side knows a message that it kept. */
  idOf(row: MessageRow): string;
};
const samples: Record<ChannelId, Sample> = {
  segment: {
    content: () => ({
      ...channelKitOf("segment").blank,
      attributes: { which: "chosen", names: ["Plan"] },
      tokens: ["fcm"],
      keyValues,
    }),
    access: (key) => ({
      settings: { userId: "user_id", anonymousId: "anonymous_id" },
      secrets: { writeKey: key },
    }),
    idOf: ({ messageId }) => messageId,
  },
  eventbridge: {
    content: () => ({ ...channelKitOf("eventbridge").blank, tokens: ["apns"], keyValues }),
    access: (key) => ({
      settings: { accountId: "111122223333", region: "eu-west-1", bus: "default", accessKeyId: key },
      secrets: { secretAccessKey: SECRET },
    }),
    idOf: ({ body }) => (body as { detail: { messageId: string } }).detail.messageId,
  },
  webhook: {
    content: (where) => ({
      method: "POST",
      url: `${where}/orders/{{ Profile.Identity }}?plan={{ Profile.Plan }}`,
      headers: [
        { name: "X-Plan", value: "{{ Profile.Plan }}", isSecret: false },
        { name: "X-Api-Key", value: "", isSecret: true },
      ],
      auth: { kind: "basic", user: "junction" },
      body: {
        kind: "json",
        text: '{"hi":"{{ Profile.Name | default: "there" }}","user":"{{ Profile.Identity }}"}',
      },
      repeats: "at_least_once",
    }),
    access: () => ({ settings: {}, secrets: { password: SECRET, "header x-api-key": SECRET } }),
    idOf: ({ messageId }) => messageId,
  },
};

const occasion: Occasion = {
  variables: { Campaign: { campaignId: "1767000001", name: "Spring" }, Event: {} },
  options: { now: new Date("2026-01-01T00:00:00Z"), timeZone: "UTC" },
  missing: "default",
};

function recipient(name: string, more: Partial<Recipient> = {}): Recipient {
  return {
    personId: newId(),
    ids: { user_id: name, email: `${name}@example.com`, phone: null, anonymous_id: `anon-${name}` },
    properties: { name: `N "${name}" – é 😀`, Plan: "gold" },
    tokens: [
      { kind: "fcm", token: `f-${name}` },
      { kind: "apns", token: `a-${name}` },
    ],
    messageId: `jm-${name}`,
    timestamp: "2026-01-01T00:00:00.000Z",
    ...more,
  };
}

function frozen<Value>(value: Value): Value {
  for (const inner of typeof value === "object" && value !== null ? Object.values(value) : []) {
    frozen(inner);
  }
  return Object.freeze(value);
}

const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
const times = { parkMs: 10_000, giveUpMs: 60_000, firstMs: 5, maxMs: 20 };

describe.each(channelIds)("the channel %s", (id) => {
  const kit = channelKitOf(id);
  const sample = samples[id];
  const settings = sample.access("key").settings;
  const whereOf = (key: string) => `${sandbox.hostOf(id)}/${key}`;
  const open = (key = "key") => channelOf(id).open(sample.content(whereOf(key)), settings);

  it("says what it is, and names partners that there are", () => {
    expect(kit.id).toBe(id);
    expect(kit.description.length).toBeGreaterThan(20);
    expect(kit.partners.filter((partner) => !isPartnerId(partner))).toEqual([]);
    expect(kit.qualifications.length).toBeGreaterThan(0);
    expect(kit.qualifications.filter((each) => !qualifications.includes(each))).toEqual([]);
  });

  it("begins with a draft, which holds nothing that is wrong but what is missing", () => {
    expect(kit.draft.safeParse(kit.blank).success).toBe(true);
    for (const { message, path } of contentProblems(kit, kit.blank)) {
      expect(message, path).toMatch(/Fill this in|Choose|Name/);
    }
    expect(contentProblems(kit, {}).length).toBeGreaterThan(0);
  });

  it("takes its sample as a draft and as something to publish", () => {
    const content = sample.content(whereOf("key"));
    expect(kit.draft.parse(content)).toEqual(content);
    expect(contentProblems(kit, content)).toEqual([]);
  });

  it("has its templates where it says, and names what is wrong in each", () => {
    const content = sample.content(whereOf("key"));
    for (const { path, text } of kit.templates(content)) {
      const broken = structuredClone(content);
      const steps = path.split(".");
      const last = steps.pop() ?? "";
      const holder = steps.reduce((at, step) => at[step] as JsonObject, broken);
      expect(holder[last], path).toBe(text);
      holder[last] = `${text}{{ Profile.Plan | shout }}`;
      expect(contentProblems(kit, broken), path).toContainEqual(
        expect.objectContaining({ path, message: expect.stringContaining("shout") }),
      );
      expect(() => channelOf(id).open(broken, settings), path).toThrow();
    }
  });

  it("offers no object that the occasion does not have", () => {
    const content = sample.content(whereOf("key"));
    expect(contentProblems(kit, content, ["Campaign"]).length).toBeGreaterThan(0);
  });

  it("keeps secrets out of the content", () => {
    const content = sample.content(whereOf("key"));
    const { secrets } = sample.access("key");
    for (const { key, label } of kit.secrets(content)) {
      expect(secrets[key], label).toBeDefined();
    }
    expect(JSON.stringify(content)).not.toContain(SECRET);
  });

  it("makes the same message of the same person, and changes nothing that it was given", () => {
    const person = frozen(recipient("cust-1001"));
    const one = open().compose(person, frozen(occasion));
    const two = open().compose(structuredClone(person), occasion);
    expect(one.message).toBeDefined();
    expect(two).toEqual(one);
    expect(JSON.parse(JSON.stringify(one.message))).toEqual(one.message);
    expect(JSON.stringify(one.message)).toContain("cust-1001");
  });

  it("makes a message without a missing property, or none, as the author chose", () => {
    const person = recipient("cust-1", { properties: {} });
    const channel = open();
    const made = channel.compose(person, occasion);
    expect(made.message).toBeDefined();
    expect(made.skipped ? [] : made.missing.map(({ path }) => path)).toContain("Profile.Plan");
    for (const missing of ["skip", "fail"] as const) {
      expect(channel.compose(person, { ...occasion, missing }).skipped).toMatchObject({
        code: "No Liquid Replacement found",
        reason: expect.stringContaining("Profile.Plan"),
      });
    }
  });

  it("makes no message where a template ends it", () => {
    const content = sample.content(whereOf("key"));
    const text = JSON.stringify(content).replace("{{ Profile.Plan }}", "{% abort %}");
    const made = channelOf(id).open(JSON.parse(text), settings).compose(recipient("cust-1"), occasion);
    expect(made.skipped).toMatchObject({ code: "LiquidLogicAborted" });
  });

  it("tells who cannot be reached by the identifiers that it names", () => {
    const channel = open();
    const nobody = recipient("x", { ids: {} });
    expect(channel.unreachable(recipient("cust-1"))).toBeNull();
    expect(channel.unreachable(nobody) === null).toBe(channel.reachedBy === null);
    for (const kind of channel.reachedBy ?? []) {
      expect(channel.unreachable(recipient("x", { ids: { [kind]: "1" } })), kind).toBeNull();
    }
  });

  function encoded(person: Recipient) {
    const channel = open();
    const { message } = channel.compose(person, occasion);
    const record = channel.lane.encode(message ?? {}, person);
    return { lane: channel.lane, record, text: wholeText(record.text) };
  }

  it("encodes a record with its true size, its id, and the same each time", () => {
    const person = recipient("cust-1001");
    const { record, text, lane } = encoded(person);
    expect(record.problem).toBeUndefined();
    expect(record.bytes).toBe(Buffer.byteLength(text));
    expect(record.bytes).toBeLessThanOrEqual(lane.limits.recordBytes);
    expect(text).toContain("jm-cust-1001");
    expect(text).not.toContain(SECRET);
    expect(encoded(person).text).toBe(text);
  });

  it("keeps back a record over its limit, with what would have been sent", () => {
    const properties = { Plan: "gold", name: "é".repeat(200_000) };
    const { record, text } = encoded(recipient("cust-1001", { properties }));
    expect(record.problem?.code).toBe("too_large");
    expect(text.length).toBeGreaterThan(10_000);
  });

  it("shows a request with its secrets masked", () => {
    const { lane, text } = encoded(recipient("cust-1001"));
    const shown = lane.show([text], { settings, baseUrl: sandbox.hostOf(id) });
    expect(JSON.stringify(shown)).toContain("cust-1001");
    expect(JSON.stringify(shown)).not.toContain(SECRET);
  });

  it("says that it may be tried later where nobody answers", async () => {
    const away = channelOf(id).open(sample.content("http://127.0.0.1:1/x"), settings);
    const person = recipient("cust-1");
    const { message } = away.compose(person, occasion);
    const text = wholeText(away.lane.encode(message ?? {}, person).text);
    const access = { ...sample.access("key"), baseUrl: "http://127.0.0.1:1", http };
    expect(await away.lane.send(recordTexts([text]), access)).toMatchObject({
      verdict: "later",
      httpStatus: null,
    });
    const walled = { ...access, http: httpClient({ allowPrivateHosts: [] }) };
    expect(await away.lane.send(recordTexts([text]), walled)).toMatchObject({ verdict: "refused" });
  });

  /** Sends to so many people as a run does, while the sandbox behaves so; and what came of it. */
  async function sent(count: number, faults: SandboxFaults) {
    const key = newToken(id === "eventbridge" ? "AKIA" : "key").replaceAll("_", "");
    const control = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
      method: "POST",
      body: JSON.stringify({ partner: id, key, faults }),
    });
    expect(control.status).toBe(200);
    const channel = open(key);
    const people = Array.from({ length: count }, (_, index) => recipient(`p${index}-${key.slice(-6)}`));
    const access = { ...sample.access(key), baseUrl: sandbox.hostOf(id), http };
    const deliveries: Delivery<Recipient>[] = [];
    const end = await sendPages<Recipient, Recipient>({
      lane: {
        ...channel.lane,
        limits: { ...channel.lane.limits, batchRecords: Math.min(8, channel.lane.limits.batchRecords) },
      },
      credentials: { access: () => access, renewAccess: async () => false },
      clock: systemClock,
      signal: new AbortController().signal,
      outage: null,
      times,
      timeZone: "UTC",
      batches: 0,
      pages: (async function* () {
        yield people;
      })(),
      encode: (person) => {
        const { message } = channel.compose(person, occasion);
        return { entry: person, encoded: channel.lane.encode(message ?? {}, person) };
      },
      book: async (delivery) => {
        deliveries.push(delivery);
      },
      mayLeave: async () => "yes",
      tellWait: async () => {},
    });
    const rows = await newestMessages(database.db, {
      partner: id,
      account: sandboxAccount(key),
      search: "",
      before: null,
      limit: 10_000,
    });
    const taken = rows.filter(({ problem }) => problem === null).map(sample.idOf);
    const rejections = deliveries.flatMap((delivery) => delivery.rejections);
    const said = JSON.stringify([end, rejections, rows]);
    const retried = deliveries.reduce((sum, delivery) => sum + delivery.retried, 0);
    return { end, people, taken, rows, rejections, said, retried };
  }
  const idsOf = (people: Recipient[]) => people.map(({ messageId }) => messageId).sort();
  /** Those who got the message; EventBridge keeps every copy, and the receiver tells them by the messageId. */
  const distinct = (ids: string[]) => [...new Set(ids)].sort();

  it.each<[string, SandboxFaults]>([
    ["all goes well", {}],
    ["it fails for a while", { status: 503, forRequests: 3 }],
    ["it asks to be left alone", { status: 429, retryAfterS: 0, everyNth: 3, forRequests: 9 }],
    ["it hangs up", { hangUp: true, forRequests: 2 }],
    ["its answers are lost", { hangUp: true, afterKeeping: true, forRequests: 2 }],
    ["it is slow", { delayMs: 20 }],
  ])("reaches everybody while %s, and nobody with two messages", async (_name, faults) => {
    const { end, people, taken, rejections, said, rows, retried } = await sent(40, faults);
    expect(end.reason).toBeNull();
    expect(retried > 0).toBe(faults.status !== undefined || faults.hangUp === true);
    expect(rejections).toEqual([]);
    expect(distinct(taken)).toEqual(idsOf(people));
    expect(rows.every(({ differing }) => differing === 0)).toBe(true);
    expect(said).not.toContain(SECRET);
  });

  it("finds those that the other side refuses, in words, and sends the others", async () => {
    const { end, people, taken, rejections, said } = await sent(60, { refuseEveryNthRecord: 6 });
    expect(end.reason).toBeNull();
    expect(rejections.length).toBeGreaterThan(0);
    const refused = rejections.map(({ entry }) => entry.messageId);
    expect([...distinct(taken), ...refused].sort()).toEqual(idsOf(people));
    for (const { reason, code } of rejections) {
      expect([code, reason.length > 10]).toEqual([expect.stringMatching(/^[a-z]+_/i), true]);
    }
    expect(said).not.toContain(SECRET);
  });

  it("stops where it is not let in, and nobody after that gets a message", async () => {
    const { end, taken, rejections } = await sent(20, { status: 401 });
    expect(end.reason).toMatchObject({ kind: "unauthorised" });
    expect([taken, rejections]).toEqual([[], []]);
  });
});

it("the catalogue and the channels are of one mind", () => {
  for (const id of channelIds) {
    expect(channelOf(id).kit).toBe(channelKitOf(id));
    for (const partner of channelKitOf(id).partners) {
      expect(Object.keys(partnerKits)).toContain(partner);
    }
  }
  expect(() => channelKitOf("constructor")).toThrow(/no channel/);
});
