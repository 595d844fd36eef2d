import { event, identified, type SdkCase, unmapped } from "./sdk-case.ts";

const userId = "cust-1001";
const profiles = [identified(userId)];
const shoe = { sku: "SH-44", price: 60, quantity: 2 };
const notAList = unmapped("Products property value must be an array of objects");
const nothing = { profiles: [], records: [] };

/** Orders that were completed: contracts §7.6. */
export const ordersCases: SdkCase[] = [
  {
    guarantee: "the example of the contract arrives as the contract says",
    section: "7.6",
    calls: [
      [
        "track",
        {
          userId,
          event: "order completed",
          properties: {
            checkout_id: "chk-1",
            order_id: "ord-77",
            revenue: 120,
            currency: "USD",
            products: [shoe],
            ts: 1_767_225_660,
          },
        },
      ],
    ],
    profiles,
    events: [
      event(
        userId,
        "Charged",
        {
          "Charged ID": "chk-1",
          Amount: 120,
          Items: [{ sku: "SH-44", price: 60, quantity: 2 }],
          order_id: "ord-77",
          currency: "USD",
        },
        1_767_225_660,
      ),
    ],
  },
  {
    guarantee: "an order is a purchase whatever the case of its name",
    section: "7.6",
    calls: [
      ["track", { userId, event: "Order Completed", properties: { revenue: 1 } }],
      ["track", { userId, event: "ORDER COMPLETED", properties: { revenue: 2 } }],
    ],
    profiles,
    events: [event(userId, "Charged", { Amount: 1 }), event(userId, "Charged", { Amount: 2 })],
  },
  {
    guarantee: "an order of any other name keeps it and its properties",
    section: "7.6",
    calls: [
      ["track", { userId, event: "Order Updated", properties: { checkout_id: "chk-1", products: [shoe] } }],
    ],
    profiles,
    events: [
      event(userId, "Order Updated", {
        checkout_id: "chk-1",
        products: '[{"sku":"SH-44","price":60,"quantity":2}]',
      }),
    ],
  },
  {
    guarantee: "an order without checkout, revenue and products is a purchase without these",
    section: "7.6",
    calls: [["track", { userId, event: "Order Completed", properties: { order_id: "ord-77" } }]],
    profiles,
    events: [event(userId, "Charged", { order_id: "ord-77" })],
  },
  {
    guarantee: "an order for nothing has an amount of 0",
    section: "7.2",
    calls: [["track", { userId, event: "Order Completed", properties: { checkout_id: "free", revenue: 0 } }]],
    profiles,
    events: [event(userId, "Charged", { "Charged ID": "free", Amount: 0 })],
  },
  {
    guarantee: "every other property is copied under its name, lists and objects as JSON text",
    section: "7.6",
    calls: [
      [
        "track",
        {
          userId,
          event: "Order Completed",
          properties: {
            revenue: 10,
            total: 12,
            gift: false,
            coupon: "",
            tags: ["a"],
            shipping_address: { street: "MG Road", city: "Pune" },
          },
        },
      ],
    ],
    profiles,
    events: [
      event(userId, "Charged", {
        Amount: 10,
        total: 12,
        gift: false,
        coupon: "",
        tags: '["a"]',
        shipping_address: '{"street":"MG Road","city":"Pune"}',
      }),
    ],
  },
  {
    guarantee: "products keep their keys and what is nested in them",
    section: "7.6",
    calls: [
      [
        "track",
        {
          userId,
          event: "Order Completed",
          properties: { products: [{ ...shoe, sizes: [44, 45], brand: { name: "B" } }, { sku: "SO-1" }] },
        },
      ],
    ],
    profiles,
    events: [
      event(userId, "Charged", {
        Items: [
          { sku: "SH-44", price: 60, quantity: 2, sizes: [44, 45], brand: { name: "B" } },
          { sku: "SO-1" },
        ],
      }),
    ],
  },
  {
    guarantee: "products may be the JSON text of a list",
    section: "7.6",
    calls: [["track", { userId, event: "Order Completed", properties: { products: '[{"sku":"SH-44"}]' } }]],
    profiles,
    events: [event(userId, "Charged", { Items: [{ sku: "SH-44" }] })],
  },
  {
    guarantee: "the time of an order is read from a date, and is no property of the purchase",
    section: "7.6",
    calls: [
      ["track", { userId, event: "Order Completed", properties: { revenue: 1, ts: "2026-01-01T00:01:00Z" } }],
    ],
    profiles,
    events: [event(userId, "Charged", { Amount: 1 }, 1_767_225_660)],
  },
  {
    guarantee: "an order with an empty list of products is refused, and nothing of it leaves",
    section: "7.6",
    calls: [["track", { userId, event: "Order Completed", properties: { revenue: 1, products: [] } }]],
    ...nothing,
    fates: [notAList],
  },
  {
    guarantee: "an order whose products are no list of objects is refused, and nothing of it leaves",
    section: "7.11",
    calls: [
      ["track", { userId, event: "Order Completed", properties: { products: ["SH-44"] } }],
      ["track", { userId, event: "Order Completed", properties: { products: shoe } }],
      ["track", { userId, event: "Order Completed", properties: { products: '{"sku":"SH-44"}' } }],
    ],
    ...nothing,
    fates: [notAList, notAList, notAList],
  },
  {
    guarantee: "an order whose products are a text that is no JSON is refused, and nothing of it leaves",
    section: "7.6",
    calls: [["track", { userId, event: "Order Completed", properties: { products: "two shoes" } }]],
    ...nothing,
    fates: [unmapped("Products property value is not valid JSON")],
  },
  {
    guarantee: "a refused order holds up neither the calls before it nor those after it",
    section: "7.8",
    calls: [
      ["track", { userId, event: "Before" }],
      ["track", { userId, event: "Order Completed", properties: { products: [] } }],
      ["track", { userId, event: "After" }],
    ],
    profiles,
    events: [event(userId, "Before"), event(userId, "After")],
    fates: [{ fate: "delivered" }, notAList, { fate: "delivered" }],
  },
];
