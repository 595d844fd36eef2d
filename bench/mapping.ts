import type { Json } from "../lib/kernel/json.ts";
import { mapCall } from "../lib/partners/clevertap/map.ts";
import { alternate, type Bench, note, secondsOf } from "./kit.ts";

const CALLS = Number(process.env.BENCH_CALLS ?? 100_000);
const settings = { trackAnonymous: true, objectIdMapping: true };
const minute = Date.UTC(2026, 0, 1);

/** What every call of a server's SDK carries; a browser's context would be five times as long, and none of it is sent. */
function envelope(n: number) {
  const at = new Date(minute + n).toISOString();
  return {
    messageId: `0b6c2f4e-9d1a-4c55-8e07-${String(n).padStart(12, "0")}`,
    userId: `cust-${n % 20_000}`,
    anonymousId: `anon-${n % 20_000}`,
    channel: "server",
    originalTimestamp: at,
    sentAt: at,
    integrations: { All: true },
    _metadata: { nodeVersion: "20.20.2" },
  };
}
const library = { name: "analytics-node", version: "3.0.13" };

function traitsOf(n: number) {
  return {
    email: `asha.${n}@shop.example`,
    firstName: "Asha",
    lastName: "Rao",
    phone: `+9198${String(n).padStart(8, "0")}`,
    gender: n % 2 ? "female" : "m",
    birthday: "$D_694224000",
    plan: "gold",
    visits: n,
    "MSG-push": n % 7 !== 0,
    address: { street: "12 Lake Road", city: "Pune", geo: { lat: 18.52, lon: 73.85 } },
    interests: ["shoes", "bags", "travel"],
    overrideFields: { Tags: { $add: ["vip"] } },
    ts: "2026-01-01T00:00:00Z",
  };
}

/** As RudderStack's SDKs do, an identify call holds its traits twice. */
function identify(n: number) {
  const traits = traitsOf(n);
  const device = { device: { id: `d-${n}`, token: `tok-${n}` }, os: { name: n % 2 ? "iOS" : "Android" } };
  return {
    ...envelope(n),
    type: "identify",
    traits,
    context: { library, traits, locale: "en-IN", ...(n % 3 === 0 && device) },
  };
}

function product(n: number) {
  return {
    product_id: `P-${n % 500}`,
    sku: `SKU-${n % 500}`,
    name: "White hanging heart holder",
    category: "Home",
    brand: "Acme",
    price: (n % 90) + 0.55,
    quantity: (n % 6) + 1,
  };
}

function track(n: number) {
  const properties = {
    ...product(n),
    currency: "GBP",
    ...(n % 4 === 0 && { sizes: ["S", "M"], seen: { n } }),
  };
  return {
    ...envelope(n),
    type: "track",
    event: `Product ${["Viewed", "Added", "Removed", "Shared"][n % 4]}`,
    properties,
    context: { library },
  };
}

function order(n: number) {
  const properties = {
    checkout_id: `chk-${n}`,
    order_id: `ord-${n}`,
    revenue: 120.5,
    tax: 20,
    currency: "GBP",
    coupon: "",
    products: [product(n), product(n + 1), product(n + 2)],
    ts: 1_767_225_660,
  };
  return { ...envelope(n), type: "track", event: "Order Completed", properties, context: { library } };
}

function view(n: number) {
  const properties = {
    path: `/p/${n % 500}`,
    title: "Holder – Shop",
    url: `https://shop.example/p/${n % 500}`,
  };
  const type = n % 3 === 0 ? "screen" : "page";
  return { ...envelope(n), type, name: "Product", properties, context: { library, locale: "en-GB" } };
}

function alias(n: number) {
  return { ...envelope(n), type: "alias", previousId: `anon-${n}`, context: { library } };
}

/** Of a hundred calls: 15 identify, 30 page or screen, 10 orders, 3 alias, and the rest are tracked. */
function call(n: number): object {
  const place = (n * 37) % 100;
  const make = place < 15 ? identify : place < 45 ? view : place < 55 ? order : place < 58 ? alias : track;
  return make(n);
}

/** The floor: the calls' text is read and written again, each call by itself. */
function parseAndWrite(texts: string[]): number {
  let chars = 0;
  for (const text of texts) {
    chars += JSON.stringify(JSON.parse(text)).length;
  }
  return chars;
}

/** Parsed calls become records, and each record its JSON text, ready to stand in an upload. */
function mapAndWrite(calls: Json[]): { chars: number; records: number } {
  let chars = 0;
  let records = 0;
  for (const one of calls) {
    const mapped = mapCall(one, settings);
    if (mapped.error !== undefined) {
      throw new Error(`The mapping refuses a call of the bench: ${mapped.error}`);
    }
    for (const { record } of mapped.records) {
      chars += JSON.stringify(record).length;
      records += 1;
    }
  }
  return { chars, records };
}

/**
 * `mapping`: how often 100,000 mixed calls are mapped to CleverTap's records in the time in which the same calls are read
 * and written once. The floor's clock runs over `JSON.parse` of each call's text and `JSON.stringify` of what comes out.
 * The product's runs over `mapCall` of each call, parsed before and anew in every round, and `JSON.stringify` of each of
 * its records: what a sender does with a call that it has at hand. Neither side reads or sends anything.
 */
export const bench: Bench = async () => {
  const texts = Array.from({ length: CALLS }, (_, n) => JSON.stringify(call(n)));
  const size = texts.reduce((sum, text) => sum + text.length, 0);
  let written = { chars: 0, records: 0 };
  const floor = async () => CALLS / (await secondsOf(async () => parseAndWrite(texts)));
  const product = async () => {
    const calls = texts.map((text) => JSON.parse(text) as Json);
    return (
      CALLS /
      (await secondsOf(async () => {
        written = mapAndWrite(calls);
      }))
    );
  };
  await floor();
  await product();
  note(
    `mapping: ${CALLS.toLocaleString("en")} calls of ${Math.round(size / CALLS)} characters become ${written.records.toLocaleString("en")} records of ${Math.round(written.chars / written.records)}`,
  );
  const rates = await alternate(floor, product);
  return [{ name: "mapping", ratio: rates.product / rates.floor }];
};
