import { expect, it } from "vitest";
import type { Quiet } from "../draft-parts.ts";
import { type QuietPlace, quietMeaning } from "./quiet-words.ts";

const all = [1, 2, 3, 4, 5, 6, 7];
const berlin: QuietPlace = { in: "campaign", clocks: "user", zone: "Europe/Berlin" };
const said = (hours: Quiet["hours"], mode: Quiet["mode"] = "delay", place: Partial<QuietPlace> = {}) =>
  quietMeaning({ hours, mode }, { ...berlin, ...place }).join(" ");

it("hours over midnight end on the next day, and are shorter or longer where the clocks change", () => {
  expect(said([{ weekdays: all, from: "22:00", to: "08:00" }])).toBe(
    "Nothing goes out every day from 22:00 to 08:00 the next day. The hours are those of each person's own time zone, or of " +
      "the workspace's (Europe/Berlin) where theirs is not known. In a night in which the clocks change they are an hour " +
      "shorter or longer. What falls into them goes out as they end.",
  );
});

it("a night of some days belongs to the day on which it begins", () => {
  const text = said([{ weekdays: [6, 5], from: "22:00", to: "08:00" }], "discard");
  expect(text).toContain("Nothing goes out on Friday and Saturday from 22:00 to 08:00 the next day.");
  expect(text).toContain("Hours over midnight belong to the day on which they begin.");
  expect(text).toMatch(/Who would get something in them does not get it\.$/);
});

it("hours within a day, and those that end with it, speak of no other day", () => {
  const text = said([
    { weekdays: all, from: "12:00", to: "13:30" },
    { weekdays: [7], from: "00:00", to: "12:00" },
    { weekdays: [7], from: "12:00", to: "00:00" },
  ]);
  expect(text).toContain(
    "Nothing goes out every day from 12:00 to 13:30, nor on Sunday from 00:00 to 12:00, nor on Sunday from 12:00 to midnight.",
  );
  expect(text).not.toMatch(/next day|begin\.|clocks change/);
});

it("on the workspace's clocks nobody's own time zone is spoken of", () => {
  expect(said([{ weekdays: all, from: "21:00", to: "09:00" }], "delay", { clocks: "workspace" })).toContain(
    "The hours are those of the workspace's time zone (Europe/Berlin), wherever a person is.",
  );
});

it("a journey's wait for the time of a link, and leave by an exit", () => {
  const nights = [{ weekdays: all, from: "21:00", to: "09:00" }];
  expect(said(nights, "delay", { in: "journey" })).toContain(
    "after a link with a time, at that time of the next day on which it may.",
  );
  expect(said(nights, "discard", { in: "journey" })).toContain("goes on by Unreachable, or by Sent");
});

it("hours that are not complete, or end as they begin, mean nothing yet", () => {
  expect(said([])).toBe("");
  expect(said([{ weekdays: [], from: "21:00", to: "09:00" }])).toBe("");
  expect(
    said([
      { weekdays: all, from: "", to: "09:00" },
      { weekdays: all, from: "21:00", to: "21:00" },
    ]),
  ).toBe("");
});
