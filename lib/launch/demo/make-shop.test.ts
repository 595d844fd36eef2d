import { describe, expect, it } from "vitest";
import { makeShop } from "./make-shop.ts";

const now = new Date("2026-11-23T12:00:00Z");
const shop = makeShop(now);

describe("the demo shop", () => {
  it("is the same shop every time", () => {
    const again = makeShop(now);
    expect(again.events.length).toBe(shop.events.length);
    expect(again.people[17]).toEqual(shop.people[17]);
  });

  it("has about 2,000 people and nothing outside of 90 days", () => {
    expect(shop.people.length).toBeGreaterThan(1_900);
    expect(shop.people.length).toBeLessThanOrEqual(2_000);
    const from = now.getTime() - 90 * 86_400_000;
    expect(shop.events.every((event) => event.at >= from && event.at < now.getTime())).toBe(true);
  });

  it("is busier in the evening than at night and at weekends than on Tuesdays", () => {
    const visits = shop.events.filter(
      (event) => event.name === "Home" && event.person.zone === "Europe/London",
    );
    const hour = (low: number, high: number): number =>
      visits.filter((event) => {
        const at = new Date(event.at).getUTCHours();
        return at >= low && at <= high;
      }).length;
    expect(hour(18, 21)).toBeGreaterThan(4 * hour(1, 4));
    const day = (weekday: number): number =>
      shop.events.filter(
        (event) => event.name === "Product Viewed" && new Date(event.at).getUTCDay() === weekday,
      ).length;
    expect(day(0)).toBeGreaterThan(day(2));
  });

  it("holds custom and system events, orders among them", () => {
    const names = new Set(shop.events.map((event) => event.name));
    for (const name of [
      "Order Completed",
      "Product Viewed",
      "Notification Sent",
      "App Launched",
      "UTM Visited",
    ]) {
      expect(names).toContain(name);
    }
  });
});
