import type { Json } from "../../kernel/json.ts";
import type { Random } from "./random.ts";
import { countries, firstNames, lastNames } from "./shop.ts";

export type DemoPerson = {
  id: string;
  userId: string | null;
  email: string | null;
  phone: string | null;
  anonymousId: string;
  deviceId: string | null;
  name: string | null;
  properties: { [key: string]: Json };
  zone: string;
  usesApp: boolean;
  optedOut: boolean;
  /** sessions within the 90 days, few for most and many for some */
  sessions: number;
  /** when they first came, as a share of the time shown: 0 is the first day */
  arrival: number;
};

/** One visitor of the shop; about four in five have an account. */
export function makePerson(random: Random, index: number): DemoPerson {
  const place = random.weighted(countries.map((each) => [each, each.share] as const));
  const known = random.chance(0.8);
  const usesApp = random.chance(0.42);
  const first = random.pick(firstNames);
  const last = random.pick(lastNames);
  const optedOut = random.chance(0.12);
  const plan = random.weighted([
    ["basic", 70],
    ["silver", 20],
    ["gold", 10],
  ] as const);
  const email = `${first}.${last}${index}@example.com`.toLowerCase();
  const phone = random.chance(0.55) ? `${place.dial}${String(1000 + index)}` : null;
  return {
    id: random.uuid(),
    userId: known ? `cust-${1000 + index}` : null,
    email: known && random.chance(0.93) ? email : null,
    phone: known ? phone : null,
    anonymousId: random.uuid(),
    deviceId: usesApp ? random.uuid() : null,
    name: known ? `${first} ${last}` : null,
    properties: known
      ? {
          firstName: first,
          lastName: last,
          email,
          country: place.country,
          city: place.city,
          language: place.country === "Germany" ? "de" : place.country === "France" ? "fr" : "en",
          plan,
          birthday: `${random.between(1955, 2004)}-${String(random.between(1, 12)).padStart(2, "0")}-${String(random.between(1, 28)).padStart(2, "0")}`,
          gender: random.weighted([
            ["female", 52],
            ["male", 44],
            ["other", 4],
          ] as const),
          "MSG-email": !optedOut,
        }
      : {},
    zone: place.zone,
    usesApp,
    optedOut,
    sessions: Math.max(1, Math.round(Math.exp(0.9 + 0.9 * random.bell()) * (known ? 1.15 : 0.5))),
    arrival: random.chance(0.45) ? 0 : random.next() * 0.97,
  };
}
