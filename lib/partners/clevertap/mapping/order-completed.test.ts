import { describe, expect, it, test } from "vitest";
import type { Json, JsonObject } from "../../../kernel/json.ts";
import { mapCall } from "../map.ts";

const settings = { trackAnonymous: false, objectIdMapping: false };
const order = (properties: Json, event: Json = "Order Completed") =>
  mapCall({ type: "track", userId: "u", event, properties }, settings);
const charged = (evtData: JsonObject, more: JsonObject = {}) => ({
  records: [
    {
      kind: "event",
      record: { type: "event", evtName: "Charged", identity: "u", ...more, evtData },
      user: "u",
    },
  ],
});
const NOT_A_LIST = { error: "Products property value must be an array of objects" };
const shoe = { sku: "SH-44", price: 60, quantity: 2 };

test("the example of the contract", () => {
  const properties = {
    checkout_id: "chk-1",
    order_id: "ord-77",
    revenue: 120,
    currency: "USD",
    products: [shoe],
    ts: 1_767_225_660,
  };
  const evtData = {
    "Charged ID": "chk-1",
    Amount: 120,
    Items: [shoe],
    order_id: "ord-77",
    currency: "USD",
  };
  expect(order(properties, "order completed")).toStrictEqual(charged(evtData, { ts: 1_767_225_660 }));
});

describe("an order that was completed", () => {
  it.each(["Order Completed", "order completed", "ORDER COMPLETED"])("may be called %s", (event) => {
    expect(order({ revenue: 1 }, event)).toStrictEqual(charged({ Amount: 1 }));
  });

  it.each(["Order Completed ", "Order  Completed", "OrderCompleted", "Order Updated"])(
    "is not called %j",
    (event) => {
      expect(order({ revenue: 1 }, event)).toMatchObject({
        records: [{ record: { evtName: event, evtData: { revenue: 1 } } }],
      });
    },
  );

  it.each<[string, Json, JsonObject]>([
    ["nothing", {}, {}],
    ["no properties", null, {}],
    ["an empty checkout", { checkout_id: "", revenue: null, products: "" }, {}],
    ["an amount of 0", { revenue: 0 }, { Amount: 0 }],
    ["products that are null", { products: null, revenue: 5 }, { Amount: 5 }],
  ])("may hold %s", (_name, properties, evtData) => {
    expect(order(properties)).toStrictEqual(charged(evtData));
  });

  test("keeps every other property under its name, lists and objects as JSON text", () => {
    const properties = {
      discount: 2.5,
      coupon: "",
      tags: ["a"],
      ship: { city: "Pune" },
      gift: false,
      tax: null,
    };
    expect(order(properties)).toStrictEqual(
      charged({ ...properties, tags: '["a"]', ship: '{"city":"Pune"}' }),
    );
  });

  test("turns an order ID that is an object into its JSON text", () => {
    expect(order({ checkout_id: { a: 1 } })).toStrictEqual(charged({ "Charged ID": '{"a":1}' }));
  });

  test("keeps properties that have their new name already", () => {
    const properties = { "Charged ID": "c", Amount: 3, Items: [shoe] };
    expect(order(properties)).toStrictEqual(charged(properties));
  });

  it.each(["__proto__", "constructor", "prototype"])("does not carry the key %s", (key) => {
    expect(order(JSON.parse(`{"${key}":{"polluted":1},"revenue":1}`))).toStrictEqual(charged({ Amount: 1 }));
  });

  test("takes its time from the properties, which do not keep it", () => {
    expect(order({ ts: "2026-01-01T00:01:00Z" })).toStrictEqual(charged({}, { ts: 1_767_225_660 }));
  });
});

describe("products", () => {
  test("keep their keys and what is nested in them", () => {
    const products = [{ ...shoe, sizes: [44, 45], brand: { name: "B" }, none: null }, shoe];
    expect(order({ products })).toStrictEqual(charged({ Items: products }));
  });

  test("may be the JSON text of a list", () => {
    expect(order({ products: JSON.stringify([shoe]) })).toStrictEqual(charged({ Items: [shoe] }));
  });

  test("are judged by the first of them", () => {
    expect(order({ products: [shoe, "odd"] })).toStrictEqual(charged({ Items: [shoe, "odd"] }));
  });

  it.each<[string, Json]>([
    ["an empty list", []],
    ["texts", ["shoe"]],
    ["lists", [[shoe]]],
    ["null first", [null, shoe]],
    ["one object", shoe],
    ["a number", 7],
    ["0", 0],
    ["false", false],
    ["the text of an object", JSON.stringify(shoe)],
    ["the text of an empty list", "[]"],
    ["the text of a number", "7"],
  ])("that are %s are an error", (_name, products) => {
    expect(order({ products })).toStrictEqual(NOT_A_LIST);
  });

  it.each(["two shoes", '[{"sku":'])("in a text that is no JSON (%s) are an error", (products) => {
    expect(order({ products })).toStrictEqual({ error: "Products property value is not valid JSON" });
  });

  it.each(["Order Completed", "Charged"])("are judged as Items of %s too", (event) => {
    expect(order({ Items: JSON.stringify([shoe]) }, event)).toStrictEqual(charged({ Items: [shoe] }));
    for (const Items of ["", null]) {
      expect(order({ Items }, event)).toStrictEqual(charged({ Items }));
    }
    for (const Items of [[], ["shoe"], shoe, 7]) {
      expect(order({ Items }, event)).toStrictEqual(NOT_A_LIST);
    }
    expect(order({ Items: "two shoes" }, event)).toStrictEqual({
      error: "Products property value is not valid JSON",
    });
  });
});
