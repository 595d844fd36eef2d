import { describe, expect, it } from "vitest";
import { durationWords, paceWords } from "@/lib/messages/exports.ts";
import { changeWords } from "./change-words.ts";
import { addDays, rangeWords, todayIn } from "./date-words.ts";
import { nextRuns } from "./schedule-words.tsx";
import { shortMoment } from "./short-time.tsx";

describe("words of time", () => {
  const now = new Date("2026-11-23T13:02:00Z");

  it("shorten a moment to what is not clear anyway", () => {
    expect(shortMoment("2026-11-23T05:00:00Z", "UTC", now)).toBe("05:00 UTC");
    expect(shortMoment("2026-11-24T00:00:00Z", "UTC", now)).toBe("00:00 UTC");
    expect(shortMoment("2026-11-25T00:00:00Z", "UTC", now)).toBe("25 Nov, 00:00 UTC");
    expect(shortMoment("2025-11-22T00:00:00Z", "UTC", now, "mail")).toBe("22 Nov 2025");
  });

  it("join days of one month and of one year", () => {
    expect(rangeWords("2026-11-01", "2026-11-23")).toBe("1–23 Nov 2026");
    expect(rangeWords("2026-10-30", "2026-11-02")).toBe("30 Oct – 2 Nov 2026");
    expect(rangeWords("2026-11-02", null)).toBe("2 Nov 2026");
  });

  it("count days by the calendar, also over a change of the clocks", () => {
    expect(addDays("2026-10-24", 2)).toBe("2026-10-26");
    expect(todayIn("Pacific/Auckland", now)).toBe("2026-11-24");
  });

  it("name three runs, the first now when the day has begun", () => {
    expect(nextRuns(12, "2026-11-23", "UTC", now)).toEqual([
      "now",
      "Tuesday 24 Nov 2026, 00:00 UTC",
      "Tuesday 24 Nov 2026, 12:00 UTC",
    ]);
    expect(nextRuns(24, "2026-11-30", "UTC", now)[0]).toBe("Monday 30 Nov 2026, 00:00 UTC");
  });

  it("say pace, time left and duration in units that fit", () => {
    expect(paceWords(11_900, 40)).toBe("11,900/s, 40 s left");
    expect(paceWords(3.44, null)).toBe("3.4/s");
    expect(paceWords(null, null)).toBeNull();
    // A rate of nothing says less than nothing at all.
    expect(paceWords(0, null)).toBeNull();
    expect(durationWords(134_000)).toBe("2 min 14 s");
  });
});

describe("changeWords", () => {
  it("tells changes in the words of the screens, and unknown fields as they are", () => {
    const changes = {
      everyHours: { from: 24, to: 4 },
      identifierPriority: { from: [], to: ["email", "user_id"] },
      frequency: { from: null, to: "live" },
      colour: { from: "red", to: { deep: 1 } },
    };
    expect(changeWords(changes, "UTC")).toEqual([
      { label: "Runs every", from: "24 h", to: "4 h" },
      { label: "Identifier priority", from: "as the connection says", to: "E-mail, then User ID" },
      { label: "Frequency", from: "none", to: "Live Data Streaming" },
      { label: "colour", from: "red", to: '{"deep":1}' },
    ]);
  });
});
