import type { Json } from "../../kernel/json.ts";
import type { DemoPerson } from "./people.ts";
import type { Random } from "./random.ts";
import { campaigns, type Product, products } from "./shop.ts";

export type DemoEvent = {
  at: number;
  type: "track" | "page" | "screen" | "identify";
  name: string;
  person: DemoPerson;
  /** which of the two sources it came from */
  via: "web" | "app";
  properties: { [key: string]: Json };
};

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Visits by local hour: quiet nights, a hump at lunch, most in the evening. */
const hours = [2, 1, 1, 1, 1, 2, 4, 7, 9, 10, 11, 12, 14, 12, 10, 10, 11, 13, 17, 21, 24, 22, 14, 6].map(
  (weight, hour) => [hour, weight] as const,
);
/** Sunday to Saturday. */
const weekdays = [1.25, 0.9, 0.95, 0.95, 1, 1.05, 1.2];

function zoneOffsetMs(zone: string, at: number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(new Date(at));
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
  const local = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"));
  return local - Math.floor(at / 60_000) * 60_000;
}

/** A moment of a visit between `from` and `to`, by the rhythm of the person's own week and day. */
function visitTime(random: Random, offsetMs: number, from: number, to: number): number {
  for (;;) {
    const day = from + random.next() * (to - from);
    const growth = 0.75 + 0.25 * ((day - from) / Math.max(1, to - from));
    if (random.chance(((weekdays[new Date(day + offsetMs).getUTCDay()] ?? 1) / 1.25) * growth)) {
      const midnight = Math.floor((day + offsetMs) / DAY_MS) * DAY_MS - offsetMs;
      return midnight + random.weighted(hours) * HOUR_MS + random.between(0, HOUR_MS - 1);
    }
  }
}

const SHOP = "https://shop.example";
/** What browsers say of the page before the first: nothing where the address was typed. */
const referrers = ["", "https://www.google.com/", "https://www.instagram.com/", "", "https://news.example/"];

/** What a page call says of its page. */
const pageOf = (path: string, title: string, referrer = ""): DemoEvent["properties"] => ({
  ...{ path, title, url: `${SHOP}${path}`, referrer },
});

type Steps = (type: DemoEvent["type"], name: string, properties: DemoEvent["properties"]) => void;

function shopping(random: Random, step: Steps, page: DemoEvent["type"], orderId: string): void {
  const cart: Product[] = [];
  for (let views = random.between(1, 5); views > 0; views -= 1) {
    const product = random.pick(products);
    const facts = { sku: product.sku, name: product.name, category: product.category, price: product.price };
    if (random.chance(0.35)) {
      const { category } = product;
      const path = `/${category.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
      step(page, "Category", {
        category,
        ...(page === "page" && pageOf(path, category, `${SHOP}/`)),
      });
    }
    step("track", "Product Viewed", facts);
    if (random.chance(0.24)) {
      step("track", "Product Added", {
        ...facts,
        quantity: random.weighted([
          [1, 8],
          [2, 2],
          [4, 1],
        ] as const),
      });
      cart.push(product);
    } else if (random.chance(0.05)) {
      step("track", "Product Added to Wishlist", facts);
    }
  }
  if (cart.length === 0 || !random.chance(0.62)) {
    return;
  }
  const total = Math.round(cart.reduce((sum, product) => sum + product.price, 0) * 100) / 100;
  step("track", "Checkout Started", { value: total, products: cart.length });
  if (random.chance(0.12)) {
    step("track", "Coupon Applied", { coupon: random.pick(["WELCOME10", "WINTER15", "FREESHIP"]) });
  }
  if (random.chance(0.66)) {
    step("track", "Order Completed", {
      checkout_id: orderId,
      order_id: orderId,
      revenue: total,
      currency: "EUR",
      payment: random.weighted([
        ["card", 60],
        ["paypal", 30],
        ["invoice", 10],
      ] as const),
      products: cart.map(({ sku, name, price, category }) => ({ sku, name, price, category, quantity: 1 })),
    });
  }
}

function visit(
  random: Random,
  person: DemoPerson,
  start: number,
  first: boolean,
  label: string,
): DemoEvent[] {
  const via = person.usesApp && random.chance(0.7) ? "app" : "web";
  const events: DemoEvent[] = [];
  let at = start;
  const step: Steps = (type, name, properties) => {
    events.push({ at, type, name, person, via, properties });
    at += random.between(4_000, 95_000);
  };
  const page = via === "app" ? "screen" : "page";
  if (via === "app") {
    if (first) {
      step("track", "App Installed", { "CT Source": "Mobile", "CT App Version": "4.1.0" });
    }
    step("track", "App Launched", {
      "CT Source": "Mobile",
      "CT App Version": random.pick(["4.1.0", "4.2.0", "4.2.1"]),
    });
  }
  if (first && person.userId) {
    step("identify", "identify", person.properties);
  }
  step(page, "Home", via === "web" ? pageOf("/", "Home", referrers[start % referrers.length]) : {});
  if (random.chance(0.3)) {
    step("track", "Products Searched", { query: random.pick(products).name.toLowerCase() });
  }
  shopping(random, step, page, `ord-${label}`);
  if (via === "app" && random.chance(0.75)) {
    step("track", "Session Concluded", {
      "Session Length": Math.round((at - start) / 1000),
      "Session Id": label,
    });
  }
  return events;
}

function letters(random: Random, person: DemoPerson, from: number, now: number): DemoEvent[] {
  const events: DemoEvent[] = [];
  if (!person.userId || person.optedOut) {
    return events;
  }
  for (const campaign of campaigns) {
    if ((campaign.type === "Push" && !person.usesApp) || !random.chance(campaign.reach)) {
      continue;
    }
    for (let day = Math.ceil(from / DAY_MS) * DAY_MS; day < now; day += DAY_MS) {
      if (new Date(day).getUTCDay() !== campaign.weekday) {
        continue;
      }
      const stamp = new Date(day).toISOString().slice(0, 10).replaceAll("-", "");
      const facts = {
        "Campaign id": `${campaign.id}_${stamp}`,
        "Campaign name": campaign.name,
        "Campaign type": campaign.type,
      };
      const via = campaign.type === "Push" ? "app" : "web";
      let at = day + campaign.hour * HOUR_MS + random.between(0, 240_000);
      const add = (name: string, more: DemoEvent["properties"] = {}): void => {
        events.push({ at, type: "track", name, person, via, properties: { ...facts, ...more } });
      };
      if (random.chance(0.05)) {
        add("Control Group");
        continue;
      }
      add("Notification Sent");
      at += random.between(2_000, 30_000);
      if (campaign.type === "Push") {
        add("Push Impressions", { wzrk_pivot: "wzrk_default" });
      }
      at += random.between(60_000, 9 * HOUR_MS);
      if (random.chance(campaign.opens)) {
        add("Notification Viewed", { wzrk_pivot: "wzrk_default" });
        at += random.between(5_000, 300_000);
        if (random.chance(campaign.clicks)) {
          add("Notification Clicked", { wzrk_pivot: "wzrk_default" });
          at += 2_000;
          add("UTM Visited", { utm_source: campaign.type.toLowerCase(), utm_campaign: campaign.name });
        }
      } else if (random.chance(0.004)) {
        add("Channel Unsubscribed", { Reason: "Link in the letter", Type: campaign.type });
      }
    }
  }
  return events;
}

/** Everything one person did between `from` and `now` (milliseconds), oldest first, nothing in the future. */
export function makeEvents(
  random: Random,
  person: DemoPerson,
  from: number,
  now: number,
  index: number,
): DemoEvent[] {
  const arrival = from + person.arrival * (now - from);
  const offset = zoneOffsetMs(person.zone, now);
  const starts = Array.from({ length: person.sessions }, () => visitTime(random, offset, arrival, now)).sort(
    (a, b) => a - b,
  );
  const visits = starts.flatMap((start, number) =>
    visit(random, person, start, number === 0, `${7000 + index}-${number + 1}`),
  );
  return [...visits, ...letters(random, person, arrival, now)]
    .filter((event) => event.at >= from && event.at < now)
    .sort((a, b) => a.at - b.at);
}
