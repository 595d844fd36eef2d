import type { JsonObject } from "../../kernel/json.ts";
import type { Random } from "./random.ts";

/** A checkout that was begun, with its value, or an order, by a customer of the shop. */
export type CartFact = { at: number; userId: string; name: string; value: number; products: number };

/** A call as EventBridge makes it. `receivedAt` is when it arrives. */
export type CartCall = {
  id: string;
  at: number;
  receivedAt: number;
  operation: string;
  identity: string;
  properties: JsonObject;
};

const MINUTE_MS = 60_000;
const WAIT_MS = 30 * MINUTE_MS;
const MIN_VALUE = 20;

type Change = Omit<CartCall, "id" | "receivedAt">;

/** What the shop's journey does with one customer, whose facts stand in order: in after 30 minutes without an order, out with it. */
function changesOf(facts: CartFact[], until: number): Change[] {
  const changes: Change[] = [];
  let isIn = false;
  for (const [index, { at, userId: identity, name, value, products }] of facts.entries()) {
    if (name === "Order Completed") {
      if (isIn) {
        changes.push({ at, identity, operation: "delete", properties: {} });
      }
      isIn = false;
      continue;
    }
    const next = facts.slice(index + 1).find((fact) => fact.at > at);
    const waited = at + WAIT_MS;
    if (value >= MIN_VALUE && waited < until && (next === undefined || next.at > waited)) {
      const properties = { cart_value: value, currency: "EUR", products };
      changes.push({ at: waited, identity, operation: "upsert", properties });
      isIn = true;
    }
  }
  return changes;
}

/**
 * The calls that fill "Abandoned carts": what a journey does by these facts until `until`, and what happens on the way: some
 * arrive twice, some late and after the order, and one comes from a campaign whose operation is misspelt.
 */
export function cartCalls(facts: CartFact[], random: Random, until: number): CartCall[] {
  const byUser = new Map<string, CartFact[]>();
  for (const fact of [...facts].sort((a, b) => a.at - b.at)) {
    byUser.set(fact.userId, [...(byUser.get(fact.userId) ?? []), fact]);
  }
  const changes = [...byUser.values()]
    .flatMap((own) => changesOf(own, until))
    .sort((a, b) => a.at - b.at || (a.identity < b.identity ? -1 : 1));
  const calls = changes.flatMap((change, index): CartCall[] => {
    const call = { ...change, id: `demo-cart-${index}`, receivedAt: change.at + random.between(300, 2_500) };
    const extra: CartCall[] = [];
    if (random.chance(0.03)) {
      extra.push({ ...call, receivedAt: call.receivedAt + 1_200 });
    }
    if (change.operation === "delete" && random.chance(0.25)) {
      const late = { operation: "upsert", at: call.at - 4 * MINUTE_MS, properties: { cart_value: 35 } };
      extra.push({ ...call, ...late, id: `${call.id}-late`, receivedAt: call.receivedAt + 40_000 });
    }
    return [call, ...extra];
  });
  const middle = changes[Math.floor(changes.length * 0.9)];
  if (middle) {
    calls.push({
      ...middle,
      id: "demo-cart-misspelt",
      at: middle.at + MINUTE_MS,
      receivedAt: middle.at + MINUTE_MS + 900,
      operation: "remove",
      properties: {},
    });
  }
  return calls
    .filter((call) => call.receivedAt < until)
    .sort((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1));
}

/** The body that an API destination posts: EventBridge's envelope, with the token that selects the audience. */
export function cartBody(call: CartCall, token: string): JsonObject {
  const { id, at, operation, identity, properties } = call;
  return {
    version: "0",
    id,
    "detail-type": "Abandoned cart",
    source: "aws.partner/clevertap.com/demo-shop",
    time: new Date(at).toISOString(),
    detail: { identity, key_values: { storyly_token: token, operation, ...properties } },
  };
}
