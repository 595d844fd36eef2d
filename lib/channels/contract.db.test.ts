import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { httpClient } from "../http/http-client.ts";
import type { JsonObject } from "../kernel/json.ts";
import { isPartnerId, partnerKits } from "../partners/catalog.ts";
import { recordTexts, wholeText } from "../partners/record-texts.ts";
import { type Sandbox, startSandbox } from "../sandbox/start-sandbox.ts";
import { CHANNEL_SECRET, channelSamples, sampleRecipient } from "../testing/channel-samples.ts";
import { testDatabase } from "../testing/database.ts";
import { testOccasion } from "../testing/recipient.ts";
import { channelIds, channelKitOf } from "./catalog.ts";
import type { Recipient } from "./channel.ts";
import { channelOf } from "./channels.ts";
import { contentProblems } from "./content-problems.ts";
import { qualifications } from "./kit.ts";

// What every channel promises of a message, whoever it is; `contract-sending` says what of a run.
const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

function frozen<Value>(value: Value): Value {
  for (const inner of typeof value === "object" && value !== null ? Object.values(value) : []) {
    frozen(inner);
  }
  return Object.freeze(value);
}

const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });

describe.each(channelIds)("the channel %s", (id) => {
  const kit = channelKitOf(id);
  const sample = channelSamples[id];
  const settings = sample.access("key").settings;
  const host = () => sandbox.hostOf(sample.partner ?? id);
  const whereOf = (key: string) => `${host()}/${key}`;
  const open = (key = "key") => channelOf(id).open(sample.content(whereOf(key)), settings);

  it("says what it is, and names partners that there are", () => {
    expect(kit.id).toBe(id);
    expect(kit.description.length).toBeGreaterThan(20);
    expect(kit.partners.filter((partner) => !isPartnerId(partner))).toEqual([]);
    expect(kit.carriers(kit.blank).filter((partner) => !kit.partners.includes(partner))).toEqual([]);
    const carriers = kit.carriers(sample.content(whereOf("key")));
    expect(carriers.length > 0).toBe(kit.partners.length > 0);
    expect(carriers.filter((partner) => !kit.partners.includes(partner))).toEqual([]);
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
    expect(JSON.stringify(content)).not.toContain(CHANNEL_SECRET);
  });

  it("makes the same message of the same person, and changes nothing that it was given", () => {
    const person = frozen(sampleRecipient("cust-1001"));
    const one = open().compose(person, frozen(testOccasion));
    const two = open().compose(structuredClone(person), testOccasion);
    expect(one.message).toBeDefined();
    expect(two).toEqual(one);
    expect(JSON.parse(JSON.stringify(one.message))).toEqual(one.message);
    expect(JSON.stringify(one.message)).toContain("cust-1001");
  });

  it("makes a message without a missing property, or none, as the author chose", () => {
    const person = sampleRecipient("cust-1", { properties: {} });
    const channel = open();
    const made = channel.compose(person, testOccasion);
    expect(made.message).toBeDefined();
    expect(made.skipped ? [] : made.missing.map(({ path }) => path)).toContain("Profile.Plan");
    for (const [missing, code] of [
      ["skip", "missing_value"],
      ["fail", "No Liquid Replacement found"],
    ] as const) {
      expect(channel.compose(person, { ...testOccasion, missing }).skipped).toMatchObject({
        code,
        reason: expect.stringContaining("Profile.Plan"),
      });
    }
  });

  it("makes no message where a template ends it", () => {
    const content = sample.content(whereOf("key"));
    const text = JSON.stringify(content).replace("{{ Profile.Plan }}", "{% abort %}");
    const made = channelOf(id)
      .open(JSON.parse(text), settings)
      .compose(sampleRecipient("cust-1"), testOccasion);
    expect(made.skipped).toMatchObject({ code: "LiquidLogicAborted" });
  });

  it("tells who cannot be reached by the identifiers that it names", () => {
    const channel = open();
    const nobody = sampleRecipient("x", { ids: {}, tokens: [] });
    expect(channel.unreachable(sampleRecipient("cust-1"))).toBeNull();
    expect(channel.unreachable(nobody) === null).toBe(channel.reachedBy === null && !channel.reachedOn);
    for (const kind of channel.reachedOn ?? []) {
      const reached = sampleRecipient("x", { ids: {}, tokens: [{ kind, token: "t" }] });
      expect(channel.unreachable(reached), kind).toBeNull();
    }
    for (const kind of channel.reachedBy ?? []) {
      expect(channel.unreachable(sampleRecipient("x", { ids: { [kind]: "1" } })), kind).toBeNull();
    }
  });

  function encoded(person: Recipient) {
    const channel = open();
    const { message } = channel.compose(person, testOccasion);
    const record = channel.lane.encode(message ?? {}, person);
    return { lane: channel.lane, record, text: wholeText(record.text) };
  }

  it("encodes a record with its true size, its id, and the same each time", () => {
    const person = sampleRecipient("cust-1001");
    const { record, text, lane } = encoded(person);
    expect(record.problem).toBeUndefined();
    expect(record.bytes).toBe(Buffer.byteLength(text));
    expect(record.bytes).toBeLessThanOrEqual(lane.limits.recordBytes);
    expect(text).toContain("jm-cust-1001");
    expect(text).not.toContain(CHANNEL_SECRET);
    expect(encoded(person).text).toBe(text);
  });

  it("keeps back a record over its limit, with what would have been sent", () => {
    const properties = { Plan: "gold", name: "é".repeat(200_000) };
    const { record, text } = encoded(sampleRecipient("cust-1001", { properties }));
    expect(record.problem?.code).toBe("too_large");
    expect(text.length).toBeGreaterThan(10_000);
  });

  it("shows a request with its secrets masked", () => {
    const { lane, text } = encoded(sampleRecipient("cust-1001"));
    const shown = lane.show([text], { settings, baseUrl: host() });
    expect(JSON.stringify(shown)).toContain("cust-1001");
    expect(JSON.stringify(shown)).not.toContain(CHANNEL_SECRET);
  });

  it("says that it may be tried later where nobody answers", async () => {
    const away = channelOf(id).open(sample.content("http://127.0.0.1:1/x"), settings);
    const person = sampleRecipient("cust-1");
    const { message } = away.compose(person, testOccasion);
    const text = wholeText(away.lane.encode(message ?? {}, person).text);
    const nowhere = "http://127.0.0.1:1";
    const services = sample.services?.(nowhere);
    const access = { ...sample.access("key"), baseUrl: nowhere, ...(services && { services }), http };
    expect(await away.lane.send(recordTexts([text]), access)).toMatchObject({
      verdict: "later",
      httpStatus: null,
    });
    const walled = { ...access, http: httpClient({ allowPrivateHosts: [] }) };
    expect(await away.lane.send(recordTexts([text]), walled)).toMatchObject({ verdict: "refused" });
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
