import { isJsonObject, type Json, type JsonObject } from "../../../kernel/json.ts";
import { CHARGED, ITEMS } from "../limits.ts";
import { eventDataOf } from "./event-data.ts";
import { firstGiven } from "./lookup.ts";

const NOT_A_LIST = "Products property value must be an array of objects";
const NOT_JSON = "Products property value is not valid JSON";

/** Properties that are no properties of the purchase, or have another name there. */
const renamed = new Set([
  ...["checkout_id", "revenue", "products", "ts"],
  ...["__proto__", "constructor", "prototype"],
]);

/** True for the name of an order that was paid, whatever its case. */
export function isOrderCompleted(eventName: string): boolean {
  return eventName.toLowerCase() === "order completed";
}

function itemsOf(products: Json): { items: Json[] } | { error: string } {
  let list = products;
  if (typeof products === "string") {
    try {
      list = JSON.parse(products);
    } catch {
      return { error: NOT_JSON };
    }
  }
  return Array.isArray(list) && isJsonObject(list[0]) ? { items: list } : { error: NOT_A_LIST };
}

type Charged = { data: JsonObject } | { error: string };

/**
 * Properties of an event that is called `Charged`, as one property each can hold. Its items are those of an order: a list
 * that begins with an object, or the JSON text of one.
 */
export function chargedEventData(properties: JsonObject): Charged {
  const items = firstGiven(properties[ITEMS]);
  if (items === undefined) {
    return { data: eventDataOf(properties, CHARGED) };
  }
  const read = itemsOf(items);
  if ("error" in read) {
    return read;
  }
  const isSame = read.items === items;
  return { data: eventDataOf(isSame ? properties : { ...properties, [ITEMS]: read.items }, CHARGED) };
}

/** Data of the `Charged` event that an order becomes (contracts §7.6), or why it cannot become one. */
export function chargedData(properties: JsonObject): Charged {
  const data: JsonObject = {};
  const orderId = firstGiven(properties.checkout_id);
  if (orderId !== undefined) {
    data["Charged ID"] = orderId;
  }
  const amount = firstGiven(properties.revenue);
  if (amount !== undefined) {
    data.Amount = amount;
  }
  const products = firstGiven(properties.products);
  if (products !== undefined) {
    data[ITEMS] = products;
  }
  for (const key of Object.keys(properties)) {
    if (!renamed.has(key)) {
      data[key] = properties[key] ?? null;
    }
  }
  return chargedEventData(data);
}
