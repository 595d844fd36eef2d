import type { JsonObject } from "../kernel/json.ts";

export type Done = [event: string, timestamp: string, properties?: JsonObject];
/** People of whom everything that a segment can ask is known of somebody, and nothing of somebody. */
export const people: Record<
  string,
  { traits?: JsonObject; context?: JsonObject; did?: Done[]; pages?: Done[] }
> = {
  ada: {
    context: {
      os: { name: "iOS", version: "26.1" },
      app: { version: "4.12" },
      device: { type: "ios", manufacturer: "Apple", model: "iPhone 17", token: "apns-1" },
      location: { city: "Boston" },
      timezone: "America/New_York",
    },
    traits: {
      plan: "gold",
      gender: "F",
      locale: "en-US",
      country: "US",
      tags: ["vip", "beta"],
      email: "ada@example.com",
    },
    did: [
      ["Product Viewed", "2026-03-30T10:30:00Z", { product_id: "P1", category: "Shoes", price: 50 }],
      ["Product Viewed", "2026-03-31T09:00:00Z", { product_id: "P2", category: "Shirts", price: 20 }],
      [
        "Order Completed",
        "2026-03-31T09:30:00Z",
        {
          revenue: 70,
          products: [
            { product_id: "P2", category: "Shirts" },
            { product_id: "P9", category: "Hats" },
          ],
        },
      ],
    ],
  },
  ben: {
    traits: {
      plan: "Gold",
      gender: "male",
      locale: "en_GB",
      country: "GB",
      "MSG-email": false,
      email: "ben@example.com",
    },
    did: [
      ["Product Viewed", "2026-03-28T23:30:00Z", { product_id: "P1", category: "Shoes", price: "dear" }],
      ["Product Viewed", "2026-03-10T08:00:00Z", { product_id: "P1", category: "Shoes", price: 30 }],
      [
        "Order Completed",
        "2026-01-05T12:00:00Z",
        { revenue: 10, products: [{ product_id: "P1", category: "Shoes" }] },
      ],
    ],
  },
  cleo: {
    traits: { plan: null, gender: "female", locale: "de-DE", phone: "+491700000" },
    pages: [["Pricing", "2026-03-31T08:00:00Z"]],
  },
  dan: {
    did: [
      ["Product Viewed", "2026-03-31T09:59:00Z", { product_id: "P3" }],
      ["Sale Opened", "2026-03-31T09:59:30Z", { tags: ["red", "red", "blue"] }],
    ],
  },
  eve: {
    traits: {
      plan: "silver",
      birthday: "1996-04-01",
      age: 12,
      gender: "fluid",
      address: { street: null, floor: "" },
      notes: [null, ""],
      kit: { firmware: "4.9.1", maker: "Acme", size: 5, on: true, since: "2026-03-30" },
    },
    context: { app: { version: "4.9.1" }, locale: "en-AU" },
  },
};
