import { delivered, event, filtered, identified, refusedWith, type SdkCase } from "./sdk-case.ts";

const userId = "cust-1001";

/** What CleverTap refuses with a code of its own, though the mapping passes it on: contracts §1.8. */
const byCleverTap: SdkCase[] = [
  {
    guarantee: "an e-mail address that is none is passed on, and CleverTap refuses the profile (515)",
    section: "1.8",
    calls: [["identify", { userId, traits: { email: "asha at shop" } }]],
    profiles: [],
    records: [{ type: "profile", identity: userId, profileData: { Email: "asha at shop" } }],
    fates: [refusedWith(515)],
  },
  {
    guarantee: "a phone number without a country code is passed on, and CleverTap refuses the profile (516)",
    section: "7.3.1",
    calls: [["identify", { userId, traits: { phone: "09800000001" } }]],
    profiles: [],
    records: [{ type: "profile", identity: userId, profileData: { Phone: "09800000001" } }],
    fates: [refusedWith(516)],
  },
  {
    guarantee:
      "a status of employment or marriage that is neither Y nor N is refused by CleverTap (517, 519)",
    section: "1.8",
    calls: [
      ["identify", { userId, traits: { employed: "perhaps" } }],
      ["identify", { userId, traits: { married: "perhaps" } }],
    ],
    profiles: [],
    fates: [refusedWith(517), refusedWith(519)],
  },
  {
    guarantee: "an event of CleverTap's own is refused by CleverTap (513)",
    section: "1.7",
    calls: [["track", { userId, event: "App Launched" }]],
    profiles: [],
    fates: [refusedWith(513)],
  },
  {
    guarantee: "a page without any name has the bare one, and CleverTap refuses it (513)",
    section: "7.5",
    calls: [["page", { userId, properties: { path: "/" } }]],
    profiles: [],
    records: [{ type: "event", identity: userId, evtName: "Web Page Viewed", evtData: { path: "/" } }],
    fates: [refusedWith(513)],
  },
  {
    guarantee: "a user ID that says nobody is none: it melts no users into one, here or at CleverTap (523)",
    section: "1.4",
    calls: [
      ["identify", { userId: "null", anonymousId: "visitor-1", traits: { plan: "gold" } }],
      ["identify", { userId: "null", anonymousId: "visitor-2", traits: { plan: "free" } }],
    ],
    profiles: [identified("visitor-1", { plan: "gold" }), identified("visitor-2", { plan: "free" })],
    fates: [delivered, delivered],
  },
  {
    guarantee: "milliseconds as ts are kept untouched, and CleverTap refuses them (525)",
    section: "7.3.9",
    calls: [
      ["identify", { userId, traits: { plan: "gold", ts: 1_767_225_600_000 } }],
      ["track", { userId, event: "Viewed", properties: { ts: 1_767_225_600_000 } }],
    ],
    profiles: [],
    records: [
      { type: "profile", identity: userId, ts: 1_767_225_600_000, profileData: { plan: "gold" } },
      {
        type: "event",
        identity: userId,
        ts: 1_767_225_600_000,
        evtName: "Viewed",
        evtData: { ts: 1_767_225_600_000 },
      },
    ],
    fates: [refusedWith(525), refusedWith(525)],
  },
  {
    guarantee: "a number in a text as ts stays a text, and CleverTap refuses it (525)",
    section: "7.3.9",
    calls: [["identify", { userId, traits: { plan: "gold", ts: "1767225600" } }]],
    profiles: [],
    records: [{ type: "profile", identity: userId, ts: "1767225600", profileData: { plan: "gold" } }],
    fates: [refusedWith(525)],
  },
  {
    guarantee: "what CleverTap refuses costs no other record of the same request",
    section: "7.9",
    calls: [
      ["identify", { userId: "good", traits: { email: "asha@shop.example" } }],
      ["identify", { userId: "bad", traits: { email: "asha at shop" } }],
      ["track", { userId: "good", event: "App Launched" }],
      ["track", { userId: "good", event: "Viewed" }],
    ],
    profiles: [identified("good", { Email: "asha@shop.example" })],
    events: [event("good", "Viewed")],
    fates: [delivered, refusedWith(515), refusedWith(513), delivered],
  },
];

const switchedOff = filtered("integrations", "The call's integrations say that it is not for CleverTap.");

/** What never leaves: contracts §7.1 and §7.11. */
const byMapping: SdkCase[] = [
  {
    guarantee: "a group is left out, and says that CleverTap has no such thing",
    section: "7.11",
    calls: [
      ["group", { userId, groupId: "acme", traits: { name: "Acme", email: "desk@acme.example" } }],
      ["track", { userId, event: "Viewed" }],
    ],
    profiles: [identified(userId)],
    events: [event(userId, "Viewed")],
    records: [{ type: "event", identity: userId, evtName: "Viewed", evtData: {} }],
    fates: [filtered("type_not_supported", "Message type not supported"), delivered],
  },
  {
    guarantee: "what the sender's integrations keep from CleverTap does not go there",
    section: "6.3",
    calls: [
      ["track", { userId, event: "For nobody", integrations: { All: false } }],
      ["track", { userId, event: "For others", integrations: { CleverTap: false } }],
      ["track", { userId, event: "For CleverTap alone", integrations: { All: false, CleverTap: true } }],
    ],
    profiles: [identified(userId)],
    events: [event(userId, "For CleverTap alone")],
    fates: [switchedOff, switchedOff, delivered],
  },
];

/** What does not arrive, and why. */
export const refusedCases: SdkCase[] = [...byCleverTap, ...byMapping];
