import { describe, expect, it } from "vitest";
import { type CartFact, cartCalls } from "./carts.ts";
import { seededRandom } from "./random.ts";

const at = (clock: string) => Date.parse(`2026-11-20T${clock}Z`);
const until = Date.parse("2026-11-23T12:00:00Z");
const checkout = (clock: string, userId: string, value = 80): CartFact => ({
  at: at(clock),
  userId,
  name: "Checkout Started",
  value,
  products: 2,
});
const order = (clock: string, userId: string): CartFact => ({
  ...checkout(clock, userId),
  name: "Order Completed",
});
/** What the journey says, without what happens on the way. */
const said = (facts: CartFact[]) =>
  cartCalls(facts, seededRandom(3), until)
    .filter(({ id }) => /^demo-cart-\d+$/.test(id))
    .map((call) => `${new Date(call.at).toISOString().slice(11, 16)} ${call.operation} ${call.identity}`)
    .filter((line, index, all) => all.indexOf(line) === index);

describe("the calls about abandoned carts", () => {
  it("bring a customer in 30 minutes after a checkout, and out with the order", () => {
    expect(said([checkout("10:00:00", "a"), order("15:00:00", "a")])).toEqual([
      "10:30 upsert a",
      "15:00 delete a",
    ]);
  });

  it("leave out who orders within 30 minutes, whose cart is small, and who orders without having been in", () => {
    const facts = [checkout("10:00:00", "a"), order("10:20:00", "a"), checkout("11:00:00", "b", 19.9)];
    expect(said([...facts, order("12:00:00", "c")])).toEqual([]);
  });

  it("say the newer cart of who begins another checkout", () => {
    expect(said([checkout("10:00:00", "a"), checkout("10:10:00", "a"), checkout("18:00:00", "a")])).toEqual([
      "10:40 upsert a",
      "18:30 upsert a",
    ]);
  });

  it("are the same calls from the same facts, in the order in which they arrive, none from the future", () => {
    const facts = Array.from({ length: 300 }, (_, index) => [
      { ...checkout("00:00:00", `c-${index}`), at: until - index * 600_000 },
      ...(index % 3 ? [] : [{ ...order("00:00:00", `c-${index}`), at: until - index * 600_000 + 3_600_000 }]),
    ]).flat();
    const calls = cartCalls(facts, seededRandom(1), until);
    expect(cartCalls(facts.toReversed(), seededRandom(1), until)).toEqual(calls);
    const arrivals = calls.map(({ receivedAt }) => receivedAt);
    expect(arrivals).toEqual([...arrivals].sort((a, b) => a - b));
    expect(Math.max(...arrivals)).toBeLessThan(until);
    const repeated = calls.length - new Set(calls.map(({ id }) => id)).size;
    expect(repeated).toBeGreaterThan(0);
    expect(calls.filter(({ operation }) => operation === "remove")).toHaveLength(1);
    expect(calls.filter(({ id }) => id.endsWith("-late")).length).toBeGreaterThan(0);
  });
});
