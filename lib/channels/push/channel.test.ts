import { describe, expect, it, test } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { fcmKit } from "../../partners/fcm/kit.ts";
import { testOccasion, testRecipient } from "../../testing/recipient.ts";
import type { DeviceToken } from "../channel.ts";
import { contentProblems } from "../content-problems.ts";
import { joinedAccess, openSettings } from "../joined-access.ts";
import { pushChannel } from "./channel.ts";
import { pushChannelKit as kit } from "./kit.ts";
import { fcmMessage, readRecord, webMessage } from "./record.ts";

const contentOf = (more: JsonObject = {}): JsonObject => ({
  ...kit.blank,
  platforms: ["android", "ios", "web"],
  title: "Hi {{ Profile.Name }}",
  body: "{{ Profile.Plan }} plan",
  ...more,
});
const open = (more: JsonObject = {}) => pushChannel.open(contentOf(more), {});
const keys = { p256dh: "p", auth: "a" };
const android: DeviceToken = { kind: "fcm", token: "fcm-1" };
const iphone: DeviceToken = { kind: "apns", token: "apns-1" };
const browser: DeviceToken = { kind: "web", token: "https://push.example/1", keys };

/** The record of a message as it leaves. */
function encoded(more: JsonObject = {}, tokens = [android, iphone, browser]) {
  const recipient = testRecipient({ tokens });
  const { compose, lane } = open(more);
  const { message = {} } = compose(recipient, testOccasion);
  return lane.encode(message, recipient);
}
const skippedOf = (more: JsonObject) => open(more).compose(testRecipient(), testOccasion).skipped;
const recordOf = (more: JsonObject = {}) => readRecord(String(encoded(more).text));

describe("a message", () => {
  it("to Android names its texts, its time to live and a tag by which a repeat takes the place of the first", () => {
    const record = recordOf({
      image: "https://cdn.shop.example/{{ Profile.Plan }}.png",
      action: "shop://plans/{{ Profile.Plan }}?of={{ Profile.Name }}",
      keyValues: [{ key: "plan", value: "{{ Profile.Plan }}" }],
      ttlS: 3_600,
    });
    const image = "https://cdn.shop.example/gold.png";
    expect(fcmMessage(record, android)).toEqual({
      token: "fcm-1",
      notification: { title: "Hi Asha Rao", body: "gold plan", image },
      data: { plan: "gold", link: "shop://plans/gold?of=Asha%20Rao", junction_id: "jm-1" },
      android: {
        priority: "high",
        ttl: "3600s",
        notification: { tag: expect.stringMatching(/^[\w-]{32}$/) },
      },
    });
  });

  it("to iOS says until when it is of use, and what it takes the place of", () => {
    const message = fcmMessage(recordOf({ tag: "plan", ttlS: 60, image: "https://a.example/i.png" }), iphone);
    expect(message).toMatchObject({
      token: "apns-1",
      apns: {
        headers: {
          "apns-expiration": String(Date.parse("2026-01-01T00:01:00Z") / 1_000),
          "apns-collapse-id": "plan",
          "apns-priority": "10",
        },
        payload: { aps: { sound: "default", "mutable-content": 1 } },
        fcm_options: { image: "https://a.example/i.png" },
      },
    });
    const long = fcmMessage(recordOf({ tag: "ü".repeat(40) }), iphone);
    const { headers } = long.apns as { headers: Record<string, string> };
    expect(headers["apns-collapse-id"]).toMatch(/^[\w-]{32}$/);
  });

  it("with a tag is the last of that tag that a device shows", () => {
    const record = recordOf({ tag: "plan {{ Profile.Plan }}" });
    expect(fcmMessage(record, android)).toMatchObject({
      android: { collapse_key: "plan gold", notification: { tag: "plan gold" } },
    });
    const { payload, topic } = webMessage(record);
    expect(JSON.parse(payload)).toMatchObject({ tag: "plan gold", messageId: "jm-1" });
    expect(topic).toMatch(/^[\w-]{32}$/);
    expect(webMessage({ ...record, messageId: "jm-2" }).topic).toBe(topic);
  });

  it("to a browser is what the site's service worker shows", () => {
    const { payload } = webMessage(
      recordOf({ action: "https://shop.example/", keyValues: [{ key: "a", value: "b" }] }),
    );
    expect(JSON.parse(payload)).toEqual({
      title: "Hi Asha Rao",
      body: "gold plan",
      link: "https://shop.example/",
      data: { a: "b" },
      tag: expect.any(String),
      messageId: "jm-1",
    });
  });

  it("goes to the devices of the chosen platforms alone", () => {
    expect(recordOf({ platforms: ["web"] }).tokens).toEqual([browser]);
  });

  it.each<[string, JsonObject, RegExp]>([
    ["javascript", { action: "{{ Profile.Plan | prepend: 'javascript:' | raw }}" }, /click action/],
    ["no address", { action: "{{ Profile.Plan }}" }, /click action/],
    ["an image that is none", { image: "{{ Profile.Plan }}" }, /image/],
  ])("is not sent with %s, and the reason says why", (_name, more, reason) => {
    expect(skippedOf(more)).toMatchObject({
      code: "invalid_url",
      reason: expect.stringMatching(reason),
    });
  });

  it("is not sent empty", () => {
    const nothing = "{{ Profile.nothing }}";
    expect(skippedOf({ title: nothing, body: nothing })).toMatchObject({ code: "empty_message" });
  });

  it("is kept back where it is larger than devices take, for the devices that the person has", () => {
    const pairs = (chars: number) => ({
      body: "x".repeat(3_800),
      keyValues: [{ key: "more", value: "y".repeat(chars) }],
    });
    expect(encoded(pairs(100), [android]).problem).toBeUndefined();
    expect(encoded(pairs(300), [android]).problem).toMatchObject({
      code: "too_large",
      reason: expect.stringMatching(
        /Android and iOS take messages of up to 4,096 bytes; this one has 4,190\./,
      ),
    });
    expect(encoded({ body: "x".repeat(3_900) }, [browser]).problem).toMatchObject({
      code: "too_large",
      reason: expect.stringMatching(/Browsers take messages of up to 3,993/),
    });
  });
});

describe("a person", () => {
  it.each<[string, string[], DeviceToken[], RegExp | null]>([
    ["with a phone", ["android"], [android], null],
    ["with another phone", ["ios"], [android], /no device that push messages reach \(iOS\)/],
    ["without any device", ["android", "web"], [], /no device that push messages reach \(Android, web\)/],
    ["with a browser", ["ios", "web"], [browser], null],
    ["with a token of Apple's own", ["ios"], [{ kind: "apns", token: "ab".repeat(32) }], /Apple's APNs/],
  ])("%s is reached on %s, or it is said why not", (_name, platforms, tokens, reason) => {
    const found = open({ platforms }).unreachable(testRecipient({ tokens }));
    expect(found).toEqual(reason && { code: "no_token", reason: expect.stringMatching(reason) });
  });

  it("is looked for among the tokens of the platforms", () => {
    expect(open({ platforms: ["android", "web"] })).toMatchObject({
      reachedBy: null,
      reachedOn: ["fcm", "web"],
    });
  });
});

test.each<[string, JsonObject, string]>([
  ["no platform", { platforms: [] }, "platforms"],
  ["no title", { title: " " }, "title"],
  ["no body", { body: "" }, "body"],
  ["an image without TLS", { image: "http://cdn.shop.example/a.png" }, "image"],
  ["an action without a scheme", { action: "/orders" }, "action"],
  ["an action that runs something", { action: "javascript:alert(1)" }, "action"],
  ["more than four weeks", { ttlS: 2_419_201 }, "ttlS"],
  ["half a second", { ttlS: 0.5 }, "ttlS"],
  ["a key of Firebase's", { keyValues: [{ key: "google.x", value: "1" }] }, "keyValues[0].key"],
  ["a key of Junction's", { keyValues: [{ key: "link", value: "1" }] }, "keyValues[0].key"],
])("%s is told at its field", (_name, more, path) => {
  expect(contentProblems(kit, contentOf(more)).map((problem) => problem.path)).toEqual([path]);
});

test("a deep link and Liquid that makes the whole of it may be what a click opens", () => {
  for (const action of [
    "shop://a",
    "https://shop.example",
    "{{ Profile.link | raw }}",
    "{% if true %}a:b{% endif %}",
  ]) {
    expect(contentProblems(kit, contentOf({ action })), action).toEqual([]);
  }
});

describe("connections", () => {
  it("are named of each partner that the platforms need, and of no other", () => {
    expect(kit.carriers(kit.blank)).toEqual([]);
    expect(kit.carriers(contentOf({ platforms: ["ios"] }))).toEqual(["fcm"]);
    expect(kit.carriers(contentOf())).toEqual(["fcm", "vapid"]);
  });

  it("give a lane the one access, or each under its partner with all secrets for masking", () => {
    const http = () => Promise.reject(new Error("Nobody is called."));
    const [one, two] = ["one", "two"].map((name) => ({
      settings: { name },
      secrets: { key: `secret of ${name}` },
      baseUrl: `https://${name}.example`,
      http,
    }));
    if (!one || !two) {
      throw new Error("There are two.");
    }
    const own = { secrets: { password: "p" }, http };
    expect(joinedAccess({}, own)).toMatchObject({ settings: {}, secrets: { password: "p" }, baseUrl: "" });
    expect(joinedAccess({ fcm: one }, own)).toMatchObject({
      settings: { name: "one" },
      secrets: { key: "secret of one", password: "p" },
    });
    const joined = joinedAccess({ fcm: one, vapid: two }, own);
    expect(joined.byPartner).toEqual({ fcm: one, vapid: two });
    expect(Object.values(joined.secrets)).toEqual(["secret of one", "secret of two", "p"]);
    expect([openSettings({ fcm: one.settings }), openSettings({}), openSettings({ a: {}, b: {} })]).toEqual([
      { name: "one" },
      {},
      {},
    ]);
  });
});

test("a request is shown as Firebase or a push service gets it, without what it is signed in with", () => {
  const settings = { projectId: "shop-prod" };
  const shownFor = (tokens: DeviceToken[]) =>
    open().lane.show([String(encoded({}, tokens).text)], {
      settings,
      baseUrl: fcmKit.regions[0].url,
    });
  expect(shownFor([android])).toMatchObject({
    url: "https://fcm.googleapis.com/v1/projects/shop-prod/messages:send",
    headers: { authorization: "Bearer ••••" },
    body: expect.stringContaining("Hi Asha Rao"),
  });
  expect(shownFor([browser])).toMatchObject({
    url: "https://push.example/1",
    headers: { authorization: "vapid ••••", ttl: "86400" },
    body: expect.stringContaining("Hi Asha Rao"),
  });
});
