import {
  anonymous,
  both,
  device,
  event,
  filtered,
  identified,
  mapping,
  onlyRudderStack,
  type SdkCase,
} from "./sdk-case.ts";

const traits = { plan: "gold" };
const nobody = filtered("anonymous", "userId, not present cannot track anonymous user");

/** By whom a profile goes. */
const profiles: SdkCase[] = [
  {
    guarantee: "a profile goes by the user ID, and the visitor's ID is not sent",
    section: "7.3.8",
    calls: [["identify", { userId: "cust-1001", anonymousId: "anon-9", traits }]],
    profiles: [identified("cust-1001", { plan: "gold" })],
    records: [{ type: "profile", identity: "cust-1001", profileData: { plan: "gold" } }],
  },
  {
    guarantee: "a visitor's profile goes by the visitor's ID, also where anonymous events are not wanted",
    section: "7.3.8",
    calls: [["identify", { anonymousId: "anon-9", traits }]],
    profiles: [identified("anon-9", { plan: "gold" })],
  },
  {
    guarantee: "an empty user ID is none: the visitor's counts",
    section: "7.2",
    calls: [["identify", { userId: "", anonymousId: "anon-9", traits }]],
    profiles: [identified("anon-9", { plan: "gold" })],
  },
  {
    guarantee: "with object IDs, a profile goes by the visitor's ID and holds the user ID as identity",
    section: "7.3.8",
    settings: mapping,
    calls: [["identify", { userId: "cust-1001", anonymousId: "anon-9", traits }]],
    profiles: [device("anon-9", { plan: "gold", identity: "cust-1001" })],
    records: [{ type: "profile", objectId: "anon-9", profileData: { plan: "gold", identity: "cust-1001" } }],
  },
  {
    guarantee: "with object IDs, a visitor's profile goes by the object ID and has no identity",
    section: "7.3.8",
    settings: mapping,
    calls: [["identify", { anonymousId: "anon-9", traits }]],
    profiles: [device("anon-9", { plan: "gold" })],
  },
  {
    guarantee: "with object IDs, a user who comes without a visitor's ID goes by the user ID alone",
    section: "7.3.8",
    settings: mapping,
    calls: [["identify", { userId: "cust-1001", traits }]],
    profiles: [identified("cust-1001", { plan: "gold" })],
  },
  {
    guarantee: "traits.userId names the user before traits.id does, and neither becomes a property",
    section: "7.2",
    calls: [
      ["identify", { anonymousId: "anon-9", traits: { id: "cust-3", userId: "cust-2", plan: "gold" } }],
    ],
    profiles: [identified("cust-2", { plan: "gold" })],
  },
  {
    guarantee: "traits.id names a user who has no other ID, before the visitor's",
    section: "7.2",
    calls: [["identify", { anonymousId: "anon-9", traits: { id: "cust-3", plan: "gold" } }]],
    profiles: [identified("cust-3", { plan: "gold" })],
  },
  {
    guarantee: "the traits of the context name the user where the call's own do not",
    section: "7.2",
    calls: [
      ["identify", { anonymousId: "anon-9", context: { traits: { userId: "cust-4", id: "cust-5" } } }],
      ["identify", { anonymousId: "anon-9", context: { traits: { id: "cust-5" } } }],
    ],
    profiles: [identified("cust-4"), identified("cust-5")],
  },
  {
    guarantee: "with object IDs, an ID among the traits is the identity within the profile",
    section: "7.3.8",
    settings: mapping,
    calls: [["identify", { anonymousId: "anon-9", traits: { id: "cust-3" } }]],
    profiles: [device("anon-9", { identity: "cust-3" })],
  },
  {
    guarantee: "an ID that is a number is a text at CleverTap",
    section: "6.4",
    only: onlyRudderStack("Segment's SDK refuses numbers"),
    calls: [["identify", { userId: 1001, traits }]],
    profiles: [identified("1001", { plan: "gold" })],
  },
];

/** By whom an event goes. */
const events: SdkCase[] = [
  {
    guarantee: "an event goes by the user ID, though there is a visitor's",
    section: "7.5",
    settings: anonymous,
    calls: [["track", { userId: "cust-1001", anonymousId: "anon-9", event: "Viewed" }]],
    profiles: [identified("cust-1001")],
    events: [event("cust-1001", "Viewed")],
    records: [{ type: "event", identity: "cust-1001", evtName: "Viewed", evtData: {} }],
  },
  {
    guarantee: "events, pages and screens of visitors are left out where they are not wanted, and say so",
    section: "7.5",
    calls: [
      ["track", { anonymousId: "anon-9", event: "Viewed" }],
      ["page", { anonymousId: "anon-9", name: "Home" }],
      ["screen", { anonymousId: "anon-9", name: "Cart" }],
    ],
    profiles: [],
    records: [],
    fates: [nobody, nobody, nobody],
  },
  {
    guarantee: "events, pages and screens of visitors go by the visitor's ID where they are wanted",
    section: "7.5",
    settings: anonymous,
    calls: [
      ["track", { anonymousId: "anon-9", event: "Viewed" }],
      ["page", { anonymousId: "anon-9", name: "Home" }],
      ["screen", { anonymousId: "anon-9", name: "Cart" }],
    ],
    profiles: [identified("anon-9")],
    events: [
      event("anon-9", "Viewed"),
      event("anon-9", "Web Page Viewed: Home"),
      event("anon-9", "Screen Viewed: Cart"),
    ],
  },
  {
    guarantee: "an ID among the context's traits makes a visitor a known user",
    section: "7.2",
    calls: [["track", { anonymousId: "anon-9", event: "Viewed", context: { traits: { id: "cust-5" } } }]],
    profiles: [identified("cust-5")],
    events: [event("cust-5", "Viewed")],
  },
  {
    guarantee: "with object IDs, a known user's event goes by the visitor's ID",
    section: "7.5",
    settings: mapping,
    calls: [["track", { userId: "cust-1001", anonymousId: "anon-9", event: "Viewed" }]],
    profiles: [device("anon-9")],
    events: [event("anon-9", "Viewed")],
    records: [{ type: "event", objectId: "anon-9", evtName: "Viewed", evtData: {} }],
  },
  {
    guarantee: "with object IDs, an event without a visitor's ID goes by the user ID",
    section: "7.5",
    settings: mapping,
    calls: [["track", { userId: "cust-1001", event: "Viewed" }]],
    profiles: [identified("cust-1001")],
    events: [event("cust-1001", "Viewed")],
  },
  {
    guarantee: "with object IDs, a visitor's event is left out all the same where it is not wanted",
    section: "7.5",
    settings: mapping,
    calls: [["track", { anonymousId: "anon-9", event: "Viewed" }]],
    profiles: [],
    records: [],
    fates: [nobody],
  },
  {
    guarantee: "with object IDs, a visitor's event goes by the object ID where it is wanted",
    section: "7.5",
    settings: both,
    calls: [["track", { anonymousId: "anon-9", event: "Viewed" }]],
    profiles: [device("anon-9")],
    events: [event("anon-9", "Viewed")],
  },
];

/** One user of two IDs. */
const aliases: SdkCase[] = [
  {
    guarantee: "an alias gives the user of the old ID the new one as identity",
    section: "7.7",
    calls: [
      ["identify", { userId: "before", traits }],
      ["alias", { previousId: "before", userId: "cust-1001" }],
    ],
    profiles: [identified("before", { plan: "gold", identity: "cust-1001" })],
    records: [
      { type: "profile", identity: "before", profileData: { plan: "gold" } },
      { type: "profile", identity: "before", profileData: { identity: "cust-1001" } },
    ],
  },
  {
    guarantee: "an alias goes by the old ID as identity with object IDs, too",
    section: "7.7",
    settings: both,
    calls: [["alias", { previousId: "before", userId: "cust-1001" }]],
    profiles: [identified("before", { identity: "cust-1001" })],
  },
  {
    guarantee: "an alias is of the time that the context's traits say, and brings none of them along",
    section: "7.7",
    calls: [
      [
        "alias",
        {
          previousId: "before",
          userId: "cust-1001",
          context: { traits: { ts: "2026-01-01T00:00:00Z", plan: "gold" } },
        },
      ],
    ],
    profiles: [identified("before", { identity: "cust-1001" })],
    records: [
      { type: "profile", identity: "before", ts: 1_767_225_600, profileData: { identity: "cust-1001" } },
    ],
  },
  {
    guarantee: "an alias is of the time that its own traits say",
    section: "7.7",
    only: onlyRudderStack("Segment's alias carries no traits"),
    calls: [["alias", { previousId: "before", userId: "cust-1001", traits: { ts: 1_767_225_600 } }]],
    profiles: [identified("before", { identity: "cust-1001" })],
    records: [
      { type: "profile", identity: "before", ts: 1_767_225_600, profileData: { identity: "cust-1001" } },
    ],
  },
];

/** Who a call is of: contracts §7.2, §7.3 step 8, §7.5 and §7.7. */
export const identityCases: SdkCase[] = [...profiles, ...events, ...aliases];
