import { event, identified, onlyRudderStack, type SdkCase } from "./sdk-case.ts";

const userId = "cust-1001";
const profiles = [identified(userId)];

/** What an event is called. */
const names: SdkCase[] = [
  {
    guarantee: "a tracked event keeps its name to the letter",
    section: "7.5",
    calls: [
      ["track", { userId, event: "Product viewed – é" }],
      ["track", { userId, event: "product_viewed" }],
    ],
    profiles,
    events: [event(userId, "Product viewed – é"), event(userId, "product_viewed")],
  },
  {
    guarantee: "a page and a screen are named by what was viewed, after a colon and a blank",
    section: "7.5",
    calls: [
      ["page", { userId, name: "Home", properties: { path: "/" } }],
      ["screen", { userId, name: "Home", properties: { path: "/" } }],
    ],
    profiles,
    events: [
      event(userId, "Web Page Viewed: Home", { path: "/" }),
      event(userId, "Screen Viewed: Home", { path: "/" }),
    ],
  },
  {
    guarantee: "properties.event names a page before its name does, and both stay among the properties",
    section: "7.5",
    calls: [["page", { userId, name: "Home", properties: { event: "Landed", name: "Start" } }]],
    profiles,
    events: [event(userId, "Web Page Viewed: Landed", { event: "Landed", name: "Start" })],
  },
  {
    guarantee: "the name of a page comes before that among its properties",
    section: "7.5",
    calls: [["page", { userId, name: "Home", properties: { name: "Start" } }]],
    profiles,
    events: [event(userId, "Web Page Viewed: Home", { name: "Start" })],
  },
  {
    guarantee: "properties.name names a page and a screen that have no other",
    section: "7.5",
    calls: [
      ["page", { userId, properties: { name: "Start" } }],
      ["screen", { userId, properties: { name: "Start" } }],
    ],
    profiles,
    events: [
      event(userId, "Web Page Viewed: Start", { name: "Start" }),
      event(userId, "Screen Viewed: Start", { name: "Start" }),
    ],
  },
  {
    guarantee: "a page's own event comes before all its names",
    section: "7.5",
    only: onlyRudderStack("Segment's page carries no event"),
    calls: [["page", { userId, event: "Opened", name: "Home", properties: { event: "Landed" } }]],
    profiles,
    events: [event(userId, "Web Page Viewed: Opened", { event: "Landed" })],
  },
  {
    guarantee: "a screen without any name is a bare one",
    section: "7.5",
    calls: [["screen", { userId, properties: { total: 20 } }]],
    profiles,
    events: [event(userId, "Screen Viewed", { total: 20 })],
  },
  {
    guarantee: "a page that is called like its type keeps that name",
    section: "7.5",
    calls: [["page", { userId, name: "page" }]],
    profiles,
    events: [event(userId, "Web Page Viewed: page")],
  },
  {
    guarantee: "a page that is called Order Completed is a page and no purchase",
    section: "7.6",
    calls: [["page", { userId, name: "Order Completed", properties: { revenue: 120 } }]],
    profiles,
    events: [event(userId, "Web Page Viewed: Order Completed", { revenue: 120 })],
  },
];

/** What an event holds. */
const data: SdkCase[] = [
  {
    guarantee: "the example of the contract arrives as the contract says",
    section: "7.5",
    calls: [["screen", { userId, name: "Cart", properties: { items: ["a", "b"], total: 20 } }]],
    profiles,
    events: [event(userId, "Screen Viewed: Cart", { items: '["a","b"]', total: 20 })],
    records: [
      {
        type: "event",
        identity: userId,
        evtName: "Screen Viewed: Cart",
        evtData: { items: '["a","b"]', total: 20 },
      },
    ],
  },
  {
    guarantee: "lists and objects at every place of the properties become their JSON text",
    section: "7.5",
    calls: [
      [
        "track",
        {
          userId,
          event: "Viewed",
          properties: { product: { sku: "SH-44", sizes: [44] }, tags: [], note: "n" },
        },
      ],
    ],
    profiles,
    events: [event(userId, "Viewed", { product: '{"sku":"SH-44","sizes":[44]}', tags: "[]", note: "n" })],
  },
  {
    guarantee: "0, false and an empty text are kept among the properties",
    section: "7.5",
    calls: [
      [
        "track",
        { userId, event: "Viewed", properties: { price: 0, sale: false, note: "", gone: undefined } },
      ],
    ],
    profiles,
    events: [event(userId, "Viewed", { price: 0, sale: false, note: "" })],
  },
  {
    guarantee: "a date among the properties is its ISO text, one of CleverTap's stays one",
    section: "1.5",
    calls: [
      [
        "track",
        {
          userId,
          event: "Viewed",
          properties: { at: new Date("2026-01-01T00:00:00Z"), on: "$D_1767225600" },
        },
      ],
    ],
    profiles,
    events: [event(userId, "Viewed", { at: "2026-01-01T00:00:00.000Z", on: "$D_1767225600" })],
  },
  {
    guarantee: "an event without properties has none",
    section: "7.5",
    calls: [["track", { userId, event: "Viewed" }]],
    profiles,
    events: [event(userId, "Viewed")],
    records: [{ type: "event", identity: userId, evtName: "Viewed", evtData: {} }],
  },
  {
    guarantee: "Items stay a list in an event that is called Charged, and no other property does",
    section: "7.5",
    calls: [
      [
        "track",
        { userId, event: "Charged", properties: { Amount: 60, Items: [{ Name: "Shoe" }], tags: ["a"] } },
      ],
    ],
    profiles,
    events: [event(userId, "Charged", { Amount: 60, Items: [{ Name: "Shoe" }], tags: '["a"]' })],
  },
  {
    guarantee: "Items become JSON text in an event of any other name, charged in small letters too",
    section: "7.5",
    calls: [
      ["track", { userId, event: "Picked", properties: { Items: [{ Name: "Shoe" }] } }],
      ["track", { userId, event: "charged", properties: { Items: [{ Name: "Shoe" }] } }],
    ],
    profiles,
    events: [
      event(userId, "Picked", { Items: '[{"Name":"Shoe"}]' }),
      event(userId, "charged", { Items: '[{"Name":"Shoe"}]' }),
    ],
  },
];

/** When an event happened. */
const times: SdkCase[] = [
  {
    guarantee: "a date in properties.ts is when it happened, in seconds, and stays among the properties",
    section: "7.5",
    calls: [
      ["track", { userId, event: "Viewed", properties: { ts: "2026-01-01T00:01:00.500Z" } }],
      ["page", { userId, name: "Home", properties: { ts: "2026-01-01T05:31:00+05:30" } }],
      ["screen", { userId, name: "Cart", properties: { ts: 1_767_225_660 } }],
    ],
    profiles,
    events: [
      event(userId, "Viewed", { ts: "2026-01-01T00:01:00.500Z" }, 1_767_225_660),
      event(userId, "Web Page Viewed: Home", { ts: "2026-01-01T05:31:00+05:30" }, 1_767_225_660),
      event(userId, "Screen Viewed: Cart", { ts: 1_767_225_660 }, 1_767_225_660),
    ],
  },
  {
    guarantee: "a ts that is no date is left out: the time of the upload counts",
    section: "7.12",
    calls: [["track", { userId, event: "Viewed", properties: { ts: "soon" } }]],
    profiles,
    events: [event(userId, "Viewed", { ts: "soon" })],
    records: [{ type: "event", identity: userId, evtName: "Viewed", evtData: { ts: "soon" } }],
  },
  {
    guarantee: "the call's own timestamp is never the event's: the time of the upload counts",
    section: "7.5",
    calls: [["track", { userId, event: "Viewed", timestamp: new Date("2026-01-01T00:00:00Z") }]],
    profiles,
    events: [event(userId, "Viewed")],
    records: [{ type: "event", identity: userId, evtName: "Viewed", evtData: {} }],
  },
  {
    guarantee: "what one person does arrives in its order, all of it and each once",
    section: "7.8",
    calls: Array.from({ length: 12 }, (_, n) => ["track", { userId, event: "Step", properties: { n } }]),
    profiles,
    events: Array.from({ length: 12 }, (_, n) => event(userId, "Step", { n })),
  },
];

/** Pages, screens and tracked events: contracts §7.5. */
export const eventsCases: SdkCase[] = [...names, ...data, ...times];
