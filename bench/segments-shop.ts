/** The moment at which the shop's questions are asked: right after its last event. */
export const NOW = new Date("2026-10-31T18:00:00.000Z");
export const DAYS = 120;
const HOUR_MS = 3_600_000;
const HOURS = DAYS * 24;
const BEGIN = NOW.getTime() - HOURS * HOUR_MS;

export type Size = { people: number; events: number };

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** How much is going on by each hour's end: mornings rise to an evening peak, weekends are busier. */
const busyBy: number[] = [];
for (let hour = 0, sum = 0; hour < HOURS; hour += 1) {
  const at = new Date(BEGIN + hour * HOUR_MS);
  const weekend = at.getUTCDay() % 6 === 0 ? 1.35 : 1;
  sum += (1 + 0.85 * Math.sin(((at.getUTCHours() - 11) / 24) * 2 * Math.PI)) * weekend;
  busyBy.push(sum);
}

/** The moment by which a part of all that happens has happened. */
function momentAt(part: number): number {
  const wanted = part * (busyBy[HOURS - 1] ?? 0);
  let [low, high] = [0, HOURS - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((busyBy[middle] ?? 0) < wanted) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const before = busyBy[low - 1] ?? 0;
  return BEGIN + (low + (wanted - before) / ((busyBy[low] ?? 0) - before)) * HOUR_MS;
}

const pick = <Item>(items: readonly Item[], random: () => number): Item =>
  items[Math.floor(random() ** 1.8 * items.length)] as Item;

const plans = ["free", "silver", "gold", "platinum"];
const countries = ["US", "GB", "DE", "IN", "TR", "FR", "BR", "ES", "IT", "NL", "JP", "AU"];
const locales = ["en-US", "en-GB", "de-DE", "tr-TR", "fr-FR", "pt-BR", "es-ES", "it-IT"];
const categories = [
  "Shoes",
  "Shirts",
  "Trousers",
  "Home",
  "Garden",
  "Toys",
  "Books",
  "Beauty",
  "Sports",
  "Food",
];
const genders = ["F", "female", "M", "male", "other"];
const systems = ["Android", "iOS", "Windows", "macOS", "Linux"];

/** A version 7 id: its time, and bits that follow from the place. */
export function personId(place: number): string {
  const ms = (BEGIN - 300 * 24 * HOUR_MS + place * 31).toString(16).padStart(12, "0");
  const random = randomFrom(place * 13 + 5);
  const piece = () =>
    Math.floor(random() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, "0");
  const bits = piece() + piece() + piece();
  return `${ms.slice(0, 8)}-${ms.slice(8)}-7${bits.slice(0, 3)}-a${bits.slice(3, 6)}-${bits.slice(6, 18)}`;
}

const at = (ms: number): string => new Date(ms).toISOString();
const sometimes = <Value>(share: number, random: () => number, value: Value): Value | undefined =>
  random() < share ? value : undefined;

export type PersonRow = { id: string; userId: string; email: string | null; phone: string | null } & {
  properties: string;
  context: string;
  firstSeen: string;
};

/** A person of the shop; of some little is known. */
export function person(place: number): PersonRow {
  const random = randomFrom(place * 7 + 3);
  const email = sometimes(0.7, random, `user${place}@example.com`);
  const phone = sometimes(0.35, random, `+4479${String(place).padStart(8, "0")}`);
  const birthday = new Date(
    Date.UTC(1950 + Math.floor(random() * 58), Math.floor(random() * 12), 1 + Math.floor(random() * 28)),
  );
  const properties = {
    plan: sometimes(0.9, random, pick(plans, random)),
    country: sometimes(0.85, random, pick(countries, random)),
    gender: sometimes(0.6, random, pick(genders, random)),
    locale: sometimes(0.8, random, pick(locales, random)),
    birthday: sometimes(0.4, random, birthday.toISOString().slice(0, 10)),
    city: sometimes(0.5, random, `City ${Math.floor(random() * 400)}`),
    "MSG-email": sometimes(0.06, random, false),
    loyalty_points: Math.floor(random() ** 3 * 9_000),
  };
  const context = {
    os: { name: pick(systems, random), version: String(10 + Math.floor(random() * 16)) },
    app: { version: `4.${Math.floor(random() * 30)}.0` },
    locale: pick(locales, random),
    timezone: "Europe/London",
  };
  return {
    id: personId(place),
    userId: `u-${place}`,
    email: email ?? null,
    phone: phone ?? null,
    properties: JSON.stringify(properties),
    context: JSON.stringify(context),
    firstSeen: at(BEGIN - random() * 300 * 24 * HOUR_MS),
  };
}

export type EventRow = { at: number; type: string; name: string; place: number; properties: string };

const PRODUCTS = 20_000;
const LEAST = 0.03;

/** Few people do much: the places of a power law, scattered over all. */
function whoever(people: number, random: () => number): number {
  const rank = Math.floor(people * (LEAST + (1 - LEAST) * random()) ** 3);
  // A large prime: no two ranks share a place.
  return Number((BigInt(rank) * 2_147_483_647n) % BigInt(people));
}

const products = Array.from({ length: PRODUCTS }, (_, number) => {
  const row = {
    product_id: `P-${number}`,
    sku: `SKU-${number}`,
    name: `Product number ${number}`,
    category: categories[number % categories.length],
    price: 5 + ((number * 37) % 19_500) / 100,
    currency: "GBP",
  };
  return { ...row, json: JSON.stringify(row) };
});

const product = (random: () => number) =>
  products[Math.floor(PRODUCTS * random() ** 3)] as (typeof products)[number];

/** One visit: looks, puts into the cart, and at times pays. */
function* visit(begin: number, place: number, random: () => number): Generator<EventRow> {
  let now = begin;
  const event = (name: string, properties: string, type = "track"): EventRow => ({
    at: Math.min(Math.floor(now), NOW.getTime()),
    type,
    name,
    place,
    properties,
  });
  if (random() < 0.6) {
    yield event(
      "Home",
      `{"path":"/","referrer":"${random() < 0.3 ? "https://www.google.com/" : ""}"}`,
      "page",
    );
  }
  if (random() < 0.25) {
    yield event("Products Searched", JSON.stringify({ query: pick(categories, random) }));
  }
  const cart: ReturnType<typeof product>[] = [];
  let seen = product(random);
  do {
    now += 5_000 + random() * 90_000;
    seen = random() < 0.25 ? seen : product(random);
    yield event("Product Viewed", seen.json);
    if (random() < 0.12) {
      now += 1_000 + random() * 30_000;
      cart.push(seen);
      yield event("Added To Cart", `${seen.json.slice(0, -1)},"quantity":${1 + Math.floor(random() * 3)}}`);
    }
  } while (random() < 0.72);
  if (cart.length > 0 && random() < 0.4) {
    now += random() < 0.8 ? 30_000 + random() * 500_000 : random() * 6 * HOUR_MS;
    const items = cart.map(({ product_id, category, price }) => ({ product_id, category, price }));
    const amount = Math.round(100 * cart.reduce((sum, { price }) => sum + price, 0)) / 100;
    const order = { charged_id: `C-${place}-${Math.floor(begin)}`, amount, currency: "GBP", items };
    yield event("Charged", JSON.stringify(order));
  }
}

/** The events of one of `chunks` equal parts of the shop's time, in the order of their times. */
export function eventsOf(size: Size, chunk: number, chunks: number): EventRow[] {
  const random = randomFrom(chunk * 7_919 + 17);
  const wanted =
    Math.floor((size.events * (chunk + 1)) / chunks) - Math.floor((size.events * chunk) / chunks);
  const rows: EventRow[] = [];
  // About 5.4 events come of a visit: visits of a chunk are spread over its time before it is full.
  while (rows.length < wanted) {
    for (const row of visit(momentAt((chunk + random()) / chunks), whoever(size.people, random), random)) {
      if (rows.length < wanted) {
        rows.push(row);
      }
    }
  }
  return rows.sort((a, b) => a.at - b.at);
}
