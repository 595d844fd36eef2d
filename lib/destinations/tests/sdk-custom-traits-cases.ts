import { identified, type SdkCase } from "./sdk-case.ts";

const userId = "cust-1001";

/** Traits of the sender's own. */
const custom: SdkCase[] = [
  {
    guarantee: "a custom trait keeps its name and its case",
    section: "7.3.3",
    calls: [
      ["identify", { userId, traits: { plan: "gold", "Loyalty Level": 3, eMail2: "x", Überweisung: true } }],
    ],
    profiles: [identified(userId, { plan: "gold", "Loyalty Level": 3, eMail2: "x", Überweisung: true })],
  },
  {
    guarantee: "0, false and an empty text are kept; null and undefined are not sent",
    section: "7.12",
    calls: [
      ["identify", { userId, traits: { points: 0, vip: false, note: "", plan: null, city: undefined } }],
    ],
    profiles: [identified(userId, { points: 0, vip: false, note: "" })],
    records: [{ type: "profile", identity: userId, profileData: { points: 0, vip: false, note: "" } }],
  },
  {
    guarantee: "lists and objects become their JSON text, their keys in the order in which they were sent",
    section: "7.3.4",
    calls: [
      [
        "identify",
        { userId, traits: { address: { city: "Pune", geo: [18.5, 73.8] }, sizes: ["S", "M"], none: [] } },
      ],
    ],
    profiles: [
      identified(userId, {
        address: '{"city":"Pune","geo":[18.5,73.8]}',
        sizes: '["S","M"]',
        none: "[]",
      }),
    ],
  },
  {
    guarantee: "the lists of categories that a user left or joined again stay lists",
    section: "7.3.4",
    calls: [
      [
        "identify",
        { userId, traits: { "category-unsubscribe": ["promo"], "category-resubscribe": ["news"] } },
      ],
    ],
    profiles: [identified(userId, { "category-unsubscribe": ["promo"], "category-resubscribe": ["news"] })],
  },
  {
    guarantee: "a key with a dot stays one flat property",
    section: "7.12",
    calls: [["identify", { userId, traits: { "address.city": "Pune" } }]],
    profiles: [identified(userId, { "address.city": "Pune" })],
  },
  {
    guarantee: "what names the user or the time never becomes a property, nor do first and last name",
    section: "7.3.3",
    calls: [
      [
        "identify",
        {
          userId,
          traits: {
            plan: "gold",
            ...{ id: "i", userId: "u", anonymousId: "a", ts: 1_767_225_600, overrideFields: {} },
            ...{ firstName: "A", firstname: "A", first_name: "A" },
          },
        },
      ],
      ["identify", { userId: "other", traits: { lastName: "B", lastname: "B", last_name: "B" } }],
    ],
    profiles: [identified(userId, { plan: "gold" }), identified("other")],
  },
  {
    guarantee: "a later call changes only the properties that it names",
    section: "7.3.3",
    calls: [
      ["identify", { userId, traits: { plan: "gold", city: "Pune" } }],
      ["identify", { userId, traits: { plan: "silver" } }],
    ],
    profiles: [identified(userId, { plan: "silver", city: "Pune" })],
  },
];

/** The way round the JSON text. */
const overriding: SdkCase[] = [
  {
    guarantee: "overrideFields carries CleverTap's operators, which add to and take from a list",
    section: "7.3.5",
    calls: [
      ["identify", { userId, traits: { overrideFields: { Tags: { $set: ["new", "sale"] } } } }],
      ["identify", { userId, traits: { overrideFields: { Tags: { $add: ["vip"] } } } }],
      ["identify", { userId, traits: { overrideFields: { Tags: { $remove: ["new"] } } } }],
    ],
    profiles: [identified(userId, { Tags: ["sale", "vip"] })],
  },
  {
    guarantee: "overrideFields counts numbers up and down and takes a property away",
    section: "7.3.5",
    calls: [
      ["identify", { userId, traits: { points: 10, credits: 5, coupon: "X" } }],
      [
        "identify",
        {
          userId,
          traits: { overrideFields: { points: { $incr: 5 }, credits: { $decr: 2 }, coupon: { $delete: 1 } } },
        },
      ],
    ],
    profiles: [identified(userId, { points: 15, credits: 3 })],
  },
  {
    guarantee: "overrideFields has the last word, over standard and custom traits, and stays an object",
    section: "7.3.5",
    calls: [
      [
        "identify",
        {
          userId,
          traits: {
            name: "Asha Rao",
            plan: "gold",
            overrideFields: { Name: "A. Rao", plan: "silver", address: { city: "Pune" } },
          },
        },
      ],
    ],
    profiles: [identified(userId, { Name: "A. Rao", plan: "silver", address: { city: "Pune" } })],
  },
  {
    guarantee: "overrideFields of the context's traits counts where the call's have none",
    section: "7.3.5",
    calls: [
      [
        "identify",
        { userId, context: { traits: { plan: "gold", overrideFields: { Tags: { $add: ["vip"] } } } } },
      ],
    ],
    profiles: [identified(userId, { plan: "gold", Tags: ["vip"] })],
  },
  {
    guarantee: "null within overrideFields is not sent, and takes away what a trait said",
    section: "7.3.6",
    calls: [["identify", { userId, traits: { plan: "gold", seats: 3, overrideFields: { plan: null } } }]],
    profiles: [identified(userId, { seats: 3 })],
    records: [{ type: "profile", identity: userId, profileData: { seats: 3 } }],
  },
];

const profileOf = (ts: number | null) => [
  { type: "profile", identity: userId, ...(ts !== null && { ts }), profileData: { plan: "gold" } },
];

/** When a profile was so. */
const times: SdkCase[] = [
  {
    guarantee: "the example of the contract arrives as the contract says",
    section: "7.3",
    calls: [
      [
        "identify",
        {
          userId,
          anonymousId: "anon-9",
          traits: {
            firstName: "Asha",
            lastName: "Rao",
            gender: "female",
            birthday: "$D_694224000",
            plan: "gold",
            address: { city: "Pune" },
            "MSG-push": false,
            overrideFields: { Tags: { $add: ["vip"] } },
            ts: "2026-01-01T00:00:00Z",
          },
        },
      ],
    ],
    profiles: [
      identified(userId, {
        Gender: "F",
        DOB: "$D_694224000",
        Name: "Asha Rao",
        plan: "gold",
        address: '{"city":"Pune"}',
        "MSG-push": false,
        Tags: ["vip"],
      }),
    ],
    records: [
      {
        type: "profile",
        identity: userId,
        ts: 1_767_225_600,
        profileData: {
          Gender: "F",
          DOB: "$D_694224000",
          Name: "Asha Rao",
          plan: "gold",
          address: '{"city":"Pune"}',
          "MSG-push": false,
          Tags: { $add: ["vip"] },
        },
      },
    ],
  },
  {
    guarantee: "a date in traits.ts becomes seconds, cut off to whole ones",
    section: "7.3.9",
    calls: [["identify", { userId, traits: { plan: "gold", ts: new Date("2026-01-01T00:00:01.900Z") } }]],
    profiles: [identified(userId, { plan: "gold" })],
    records: profileOf(1_767_225_601),
  },
  {
    guarantee: "seconds in traits.ts stay as they are",
    section: "7.3.9",
    calls: [["identify", { userId, traits: { plan: "gold", ts: 1_767_225_600 } }]],
    profiles: [identified(userId, { plan: "gold" })],
    records: profileOf(1_767_225_600),
  },
  {
    guarantee: "ts of the context's traits counts where the call's have none",
    section: "7.3.9",
    calls: [["identify", { userId, context: { traits: { plan: "gold", ts: "2026-01-01T00:00:00+00:00" } } }]],
    profiles: [identified(userId, { plan: "gold" })],
    records: profileOf(1_767_225_600),
  },
  {
    guarantee: "a ts that is no date is left out, and the profile goes all the same",
    section: "7.12",
    calls: [["identify", { userId, traits: { plan: "gold", ts: "yesterday" } }]],
    profiles: [identified(userId, { plan: "gold" })],
    records: profileOf(null),
  },
  {
    guarantee: "the call's own timestamp never becomes the profile's",
    section: "7.3.9",
    calls: [["identify", { userId, traits: { plan: "gold" }, timestamp: new Date("2026-01-01T00:00:00Z") }]],
    profiles: [identified(userId, { plan: "gold" })],
    records: profileOf(null),
  },
];

/** Custom traits, overrideFields and ts: contracts §7.3, steps 3 to 6 and 9. */
export const customTraitsCases: SdkCase[] = [...custom, ...overriding, ...times];
