import { describe, expect, it } from "vitest";
import { momentAt } from "./wall-time.ts";

describe("momentAt", () => {
  it("gives the moment at which the clocks of the zone show the time", () => {
    expect(momentAt("2026-07-01", "09:30", "Europe/Berlin")).toBe("2026-07-01T07:30:00.000Z");
    expect(momentAt("2026-01-01", "00:00", "Europe/Berlin")).toBe("2025-12-31T23:00:00.000Z");
    expect(momentAt("2026-01-01", "00:00", "America/New_York")).toBe("2026-01-01T05:00:00.000Z");
    expect(momentAt("2026-01-01", "12:00", "Asia/Kolkata")).toBe("2026-01-01T06:30:00.000Z");
  });

  it("is right on both sides of a change of the clocks", () => {
    expect(momentAt("2026-03-29", "00:30", "Europe/Berlin")).toBe("2026-03-28T23:30:00.000Z");
    expect(momentAt("2026-03-29", "03:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
    expect(momentAt("2026-10-25", "00:00", "Europe/Berlin")).toBe("2026-10-24T22:00:00.000Z");
    expect(momentAt("2026-10-26", "00:00", "Europe/Berlin")).toBe("2026-10-25T23:00:00.000Z");
  });

  it("goes on after the hour that the clocks skip", () => {
    expect(momentAt("2026-03-29", "02:30", "Europe/Berlin")).toBe("2026-03-29T01:30:00.000Z");
  });
});
