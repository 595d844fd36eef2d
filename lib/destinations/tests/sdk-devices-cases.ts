import type { JsonObject } from "../../kernel/json.ts";
import { both, device, event, identified, mapping, type SdkCall, type SdkCase } from "./sdk-case.ts";

/** An identify call of a device: of Asha's phone, an Android one, unless told. */
const from = (changes: Record<string, unknown> = {}): SdkCall => [
  "identify",
  {
    userId: "cust-1001",
    anonymousId: "anon-9",
    context: { device: { token: "tok-1" }, os: { name: "Android" } },
    ...changes,
  },
];

const onSystem = (name: string | undefined, anonymousId = "anon-9") =>
  from({ anonymousId, context: { device: { token: "tok-1" }, os: { name } } });

const known = (token?: JsonObject, objectId = "anon-9") =>
  device(objectId, { identity: "cust-1001" }, token && [token]);

/** Device tokens: contracts §7.4. */
export const devicesCases: SdkCase[] = [
  {
    guarantee: "the token of an Android device follows its profile, as one of fcm",
    section: "7.4",
    settings: mapping,
    calls: [from()],
    profiles: [known({ id: "tok-1", type: "fcm" })],
    records: [
      { type: "profile", objectId: "anon-9", profileData: { identity: "cust-1001" } },
      { type: "token", objectId: "anon-9", tokenData: { id: "tok-1", type: "fcm" } },
    ],
  },
  {
    guarantee: "the token of every system of Apple's is one of apns, whatever the case of its name",
    section: "7.4",
    settings: mapping,
    calls: ["iOS", "watchOS", "iPadOS", "tvOS", "ios"].map((name) => onSystem(name, `on-${name}`)),
    profiles: [
      known({ id: "tok-1", type: "apns" }, "on-iOS"),
      known({ id: "tok-1", type: "apns" }, "on-iPadOS"),
      known({ id: "tok-1", type: "apns" }, "on-ios"),
      known({ id: "tok-1", type: "apns" }, "on-tvOS"),
      known({ id: "tok-1", type: "apns" }, "on-watchOS"),
    ],
  },
  {
    guarantee: "a visitor's device has its token too",
    section: "7.4",
    settings: mapping,
    calls: [from({ userId: undefined })],
    profiles: [device("anon-9", {}, [{ id: "tok-1", type: "fcm" }])],
  },
  {
    guarantee: "a second device of a user is a second profile with a token of its own",
    section: "7.4",
    settings: mapping,
    calls: [
      from(),
      from({ anonymousId: "anon-10", context: { device: { token: "tok-2" }, os: { name: "iOS" } } }),
    ],
    profiles: [known({ id: "tok-2", type: "apns" }, "anon-10"), known({ id: "tok-1", type: "fcm" })],
  },
  {
    guarantee: "a type that is meant for CleverTap comes before the system's, under each name of CleverTap",
    section: "7.4",
    settings: mapping,
    calls: ["clevertap", "Clevertap", "CleverTap", "CLEVERTAP"].map((name) =>
      from({ anonymousId: `under-${name}`, integrations: { [name]: { deviceTokenType: "gcm" } } }),
    ),
    profiles: [
      known({ id: "tok-1", type: "gcm" }, "under-CLEVERTAP"),
      known({ id: "tok-1", type: "gcm" }, "under-CleverTap"),
      known({ id: "tok-1", type: "gcm" }, "under-Clevertap"),
      known({ id: "tok-1", type: "gcm" }, "under-clevertap"),
    ],
  },
  {
    guarantee: "a type that CleverTap does not know gives way to the system's",
    section: "7.4",
    settings: mapping,
    calls: [from({ integrations: { clevertap: { deviceTokenType: "huawei" } } })],
    profiles: [known({ id: "tok-1", type: "fcm" })],
  },
  {
    guarantee: "the keys of a browser's token come along",
    section: "7.4",
    settings: mapping,
    calls: [
      from({
        integrations: {
          clevertap: { deviceTokenType: "chrome", chromeKeys: { p256dh: "p-key", auth: "a-key" } },
        },
      }),
    ],
    profiles: [known({ id: "tok-1", type: "chrome", keys: { p256dh: "p-key", auth: "a-key" } })],
  },
  {
    guarantee: "what is null or empty in a token is left out, at any depth",
    section: "7.4",
    settings: mapping,
    calls: [
      from({
        integrations: {
          clevertap: {
            deviceTokenType: "chrome",
            chromeKeys: { p256dh: "p-key", auth: "", old: null, more: { none: null }, list: [] },
          },
        },
      }),
      from({ anonymousId: "anon-10", integrations: { clevertap: { chromeKeys: {} } } }),
    ],
    profiles: [
      known({ id: "tok-1", type: "fcm" }, "anon-10"),
      known({ id: "tok-1", type: "chrome", keys: { p256dh: "p-key" } }),
    ],
  },
  {
    guarantee:
      "a web page, Windows and a system that nobody names have no token, the profile goes all the same",
    section: "7.12",
    settings: mapping,
    calls: [onSystem("web", "anon-1"), onSystem("Windows", "anon-2"), onSystem(undefined, "anon-3")],
    profiles: [known(undefined, "anon-1"), known(undefined, "anon-2"), known(undefined, "anon-3")],
  },
  {
    guarantee: "a type that is meant for CleverTap makes no token of a web page's",
    section: "7.12",
    settings: mapping,
    calls: [
      from({
        context: { device: { token: "tok-1" }, os: { name: "web" } },
        integrations: { clevertap: { deviceTokenType: "chrome" } },
      }),
    ],
    profiles: [known()],
  },
  {
    guarantee: "without object IDs no token is sent",
    section: "7.4",
    calls: [from()],
    profiles: [identified("cust-1001")],
    records: [{ type: "profile", identity: "cust-1001", profileData: {} }],
  },
  {
    guarantee: "without a visitor's ID no token is sent",
    section: "7.4",
    settings: mapping,
    calls: [from({ anonymousId: undefined })],
    profiles: [identified("cust-1001")],
    records: [{ type: "profile", identity: "cust-1001", profileData: {} }],
  },
  {
    guarantee: "an event of a device carries no token",
    section: "7.4",
    settings: both,
    calls: [["track", { ...from()[1], event: "Viewed" }]],
    profiles: [device("anon-9")],
    events: [event("anon-9", "Viewed")],
    records: [{ type: "event", objectId: "anon-9", evtName: "Viewed", evtData: {} }],
  },
];
