import { expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import type { JourneyEvent } from "../matching/events.ts";
import { track } from "../templates/draw.ts";
import { kindOf } from "./catalog.ts";
import { runtimes } from "./runtimes.ts";
import type { StepContext } from "./step.ts";

const NINE = new Date("2026-03-10T09:00:00Z");
const ID = "019a0000-0000-7000-8000-000000000001";
const later = (hours: number) => new Date(NINE.getTime() + hours * 3_600_000);
const event = (name: string, key = "1", at = NINE): JourneyEvent => ({
  ...{ type: "track", name, at: at.toISOString(), properties: { key }, context: {} },
});
const blank: StepContext = {
  ...{ personId: "p", messageId: "m", properties: {}, now: NINE, since: NINE, zone: "UTC", event: null },
  ...{ last: null, state: null, outcome: null, chance: 0, weights: null, quiet: null, clock: null },
  ...{ freshMinutes: 60, connected: () => true, answer: () => undefined },
};
const step = (kind: string, settings: JsonObject, context: Partial<StepContext> = {}) =>
  runtimes.get(kind)?.open({ ...kindOf(kind)?.blank, ...settings })({ ...blank, ...context });

const inaction = {
  did: track("Added"),
  didNot: track("Paid"),
  within: { count: 1, unit: "hours" },
  same: ["key"],
};

it("inaction: the one event without the other in time is Yes, with it No, and another cart's does not count", () => {
  const started = step("inaction", inaction, { event: event("Added") });
  expect(started).toMatchObject({ do: "wait", until: later(1), onTimeout: "yes", takes: true });
  const state = started?.do === "wait" ? started.state : null;
  expect(step("inaction", inaction, { state, event: event("Paid") })).toMatchObject({ do: "go", exit: "no" });
  expect(step("inaction", inaction, { state, event: event("Paid", "2") })).toMatchObject({ do: "wait" });
  const never = step("inaction", { ...inaction, timeout: { count: 2, unit: "hours" } });
  expect(never).toMatchObject({ do: "wait", until: later(2), onTimeout: "timeout" });
});

it("inaction: any one of several things of the first event is the same", () => {
  const of = (name: string, key: string | string[]) => {
    const plain = event(name);
    return { ...plain, properties: { key } };
  };
  const started = step("inaction", inaction, { event: of("Added", ["1", "2"]) });
  const state = started?.do === "wait" ? started.state : null;
  const then = (key: string | string[]) => step("inaction", inaction, { state, event: of("Paid", key) })?.do;
  expect([then("2"), then(["3", "1"]), then("3"), then([])]).toEqual(["go", "go", "wait", "wait"]);
});

const visit = (hours: number, properties: JsonObject = {}): JourneyEvent => ({
  ...{ type: "page", name: "Home", at: later(hours).toISOString(), properties, context: {} },
  received: later(hours).toISOString(),
});

/** Walks through visits as they come, each a step with what the one before has kept. */
function visited(
  kind: string,
  settings: JsonObject,
  events: JourneyEvent[],
  more: Partial<StepContext> = {},
) {
  let state: JsonObject | null = null;
  let made = step(kind, settings, more);
  for (const event of events) {
    made = step(kind, settings, { state, event, now: new Date(event.received ?? event.at), ...more });
    state = made?.do === "wait" ? made.state : null;
  }
  return made;
}
const threeInAnHour = { count: 3, within: { count: 1, unit: "hours" } };
const noNo = { connected: (exit: string) => exit !== "no" };

it.each<[string, number[], "go" | "wait"]>([
  ["three in an hour", [0, 0.5, 1], "go"],
  ["three in a little more than an hour", [0, 0.5, 1.01], "wait"],
  ["the second to the fourth", [0, 0.9, 1.2, 1.9], "go"],
  ["two", [0, 0.1], "wait"],
])("page count: %s", (_what, hours, then) => {
  const visits = hours.map((each) => visit(each));
  expect(visited("page_count", threeInAnHour, visits, noNo)?.do).toBe(then);
  expect(visited("entry_page_count", threeInAnHour, visits)?.do).toBe(then);
});

it("page count: visits count by when they were, in whichever order they come, and only those that are asked for", () => {
  const pages = { url: { op: "contains", value: "/p/" }, where: [] };
  const product = (hours: number) => visit(hours, { url: "https://shop.example/p/1" });
  const asked = { ...threeInAnHour, pages };
  const others = [product(0), visit(0.1, { url: "https://shop.example/" }), product(0.2)];
  expect(visited("page_count", asked, others, noNo)).toMatchObject({
    because: expect.stringContaining("2 of 3 so far"),
  });
  expect(visited("page_count", asked, [...others, product(0.3)], noNo)).toMatchObject({ exit: "yes" });
  const late = { ...product(0.4), received: later(3).toISOString() };
  expect(visited("page_count", asked, [product(0), product(0.9), late], noNo)).toMatchObject({ exit: "yes" });
  const ahead = { ...product(9), received: later(0.5).toISOString() };
  expect(visited("page_count", asked, [product(0), ahead, product(0.8)], noNo)).toMatchObject({
    exit: "yes",
  });
});

it("page count: No is when the time of the first visit is over, where that leads somewhere, or the node timeout before it", () => {
  const timed = (hours: number) => ({ ...threeInAnHour, timeout: { count: hours, unit: "hours" } });
  expect(step("page_count", timed(5))).toMatchObject({ until: later(5), onTimeout: "timeout" });
  const two = [visit(2), visit(2.5)];
  expect(visited("page_count", timed(5), two)).toMatchObject({ until: later(3), onTimeout: "no" });
  expect(visited("page_count", timed(5), two, noNo)).toMatchObject({ until: later(5), onTimeout: "timeout" });
  expect(visited("page_count", timed(5), [visit(4.5)])).toMatchObject({
    until: later(5),
    onTimeout: "timeout",
  });
  expect(visited("page_count", threeInAnHour, two, noNo)).toMatchObject({ until: null });
});

it("page count as an entry: whoever stays away is not waited for any more, and an old visit does not count", () => {
  const made = visited("entry_page_count", threeInAnHour, [visit(0), visit(0.5)]);
  expect(made).toMatchObject({ do: "wait", until: later(1.5), onTimeout: null });
  const state = made?.do === "wait" ? made.state : null;
  const at = (hours: number, event: JourneyEvent | null) =>
    step("entry_page_count", threeInAnHour, { state, event, now: later(hours) });
  expect(at(1.5, null)).toMatchObject({ do: "end" });
  expect(at(3, { ...visit(0.7), received: later(3).toISOString() })?.do).toBe("wait");
  expect(step("entry_page_count", threeInAnHour, { event: visit(-2), now: later(0) })?.do).toBe("wait");
  const old = { ...visit(-2), received: later(0).toISOString() };
  expect(step("entry_page_count", threeInAnHour, { event: old })).toMatchObject({ do: "end" });
});

it("referrer: from there is Yes, from elsewhere No where that leads somewhere", () => {
  const from = { from: { referrer: { op: "contains", value: "search." }, where: [] } };
  const come = (referrer: string | null) => ({ event: visit(0, { referrer }) });
  expect(step("referrer", from, come("https://search.example/?q=1"))).toMatchObject({ exit: "yes" });
  expect(step("referrer", from, come("https://news.example/"))).toMatchObject({ exit: "no" });
  expect(step("referrer", from, { ...come(null), ...noNo })).toMatchObject({ do: "wait" });
  expect(step("entry_referrer", from, come("https://search.example/"))).toMatchObject({ do: "go" });
  expect(step("entry_referrer", from, come(null))).toMatchObject({ do: "end" });
});

it("an event that is older than an hour, or more than two minutes ahead, begins no journey", () => {
  const did = { did: track("Added") };
  const begun = (minutes: number) =>
    step("entry_action", did, { event: event("Added", "1", later(minutes / 60)) })?.do;
  expect([begun(-60), begun(-61), begun(2), begun(3)]).toEqual(["go", "end", "go", "end"]);
});

it("a filter of an action is asked when the event comes, and a No where it is not connected waits on", () => {
  const filter = {
    match: "all",
    groups: [{ match: "all", conditions: [{ kind: "segment", not: false, segmentId: ID }] }],
  };
  const settings = { did: track("Added"), filter };
  const come = { event: event("Added") };
  expect(step("action", settings, come)?.do).toBe("ask");
  expect(step("action", settings, { ...come, answer: () => true })).toMatchObject({ exit: "yes" });
  expect(step("action", settings, { ...come, answer: () => false })).toMatchObject({ exit: "no" });
  const unconnected = { ...come, answer: () => false, connected: () => false };
  expect(step("action", settings, unconnected)).toMatchObject({ do: "wait", until: null });
});

it("past behaviour parts people at once, or looks again each hour until its timeout", () => {
  const settings = { people: { kind: "saved", segmentId: ID } };
  const no = { answer: () => false };
  expect(step("past_behaviour", settings, no)).toMatchObject({ do: "go", exit: "no" });
  const timed = { ...settings, timeout: { count: 90, unit: "minutes" } };
  expect(step("past_behaviour", timed, no)).toMatchObject({ do: "sleep", until: later(1) });
  expect(step("past_behaviour", timed, { ...no, now: later(1) })).toMatchObject({ until: later(1.5) });
  expect(step("past_behaviour", timed, { ...no, now: later(1.5) })).toMatchObject({ exit: "timeout" });
  expect(step("past_behaviour", timed, { now: later(1.5), answer: () => true })).toMatchObject({
    exit: "yes",
  });
});

it("a date is waited for on the person's clocks, and one that has passed or is none is No", () => {
  const on = (birthday: string, more: Partial<StepContext> = {}, date: JsonObject = {}) =>
    step(
      "date_time",
      { date: { of: "person", path: ["day"], days: 0, at: "09:00", yearly: false, ...date } },
      { properties: { day: birthday }, ...more },
    );
  expect(on("2026-03-12", { zone: "Europe/Berlin" })).toMatchObject({
    do: "sleep",
    until: new Date("2026-03-12T08:00:00Z"),
  });
  expect(on("2026-03-10")).toMatchObject({ do: "go", exit: "yes" });
  expect(on("2026-03-09")).toMatchObject({ do: "go", exit: "no" });
  expect(on("soon")).toMatchObject({ do: "go", exit: "no" });
  expect(on("2026-03-15", {}, { days: -3 })).toMatchObject({ until: new Date("2026-03-12T09:00:00Z") });
  expect(on("1990-03-09", {}, { yearly: true })).toMatchObject({ until: new Date("2027-03-09T09:00:00Z") });
  expect(on("1992-02-29", {}, { yearly: true })).toMatchObject({ until: new Date("2027-02-28T09:00:00Z") });
});

it("a birthday that was sent as midnight of UTC is that day on every clock, as segments take it", () => {
  // It is 10 March, 9:00 of UTC; 636422400 is 3 March 1990, 637027200 the 10th, each at its midnight.
  const on = (birthday: string, zone: string, date: JsonObject = {}) =>
    step(
      "date_time",
      { date: { of: "person", path: ["day"], days: 0, at: "09:00", yearly: true, ...date } },
      { properties: { day: birthday }, zone },
    );
  const west = "America/Los_Angeles";
  for (const sent of [
    "$D_637027200",
    "1990-03-10T00:00:00Z",
    "1990-03-10T00:00:00.000+00:00",
    "1990-03-10",
  ]) {
    expect([sent, on(sent, west)]).toMatchObject([sent, { until: new Date("2026-03-10T16:00:00Z") }]);
    expect([sent, on(sent, "Asia/Tokyo")]).toMatchObject([sent, { until: new Date("2027-03-10T00:00:00Z") }]);
  }
  expect(on("$D_636422400", west)).toMatchObject({ until: new Date("2027-03-03T17:00:00Z") });
  expect(on("$D_637027200", west, { at: null })).toMatchObject({ until: new Date("2027-03-10T08:00:00Z") });
  expect(on("$D_637027200", west, { days: 2 })).toMatchObject({ until: new Date("2026-03-12T16:00:00Z") });
  expect(on("1992-02-29T00:00:00Z", west)).toMatchObject({ until: new Date("2027-02-28T17:00:00Z") });
  // Any other time of day is a moment, and so is a day that comes once.
  expect(on("1990-03-11T01:00:00Z", west)).toMatchObject({ until: new Date("2026-03-10T16:00:00Z") });
  expect(on("2026-03-12T00:00:00Z", west, { yearly: false })).toMatchObject({
    until: new Date("2026-03-11T16:00:00Z"),
  });
});

it("a split takes the first path that fits, by properties of the person or of the last event", () => {
  const is = (of: string, path: string, value: string) => ({
    of,
    path: [path],
    test: { type: "text", op: "equals", value },
  });
  const paths = [
    { id: "a", name: "", match: "all", conditions: [is("person", "plan", "gold"), is("event", "key", "1")] },
    { id: "b", name: "", match: "any", conditions: [is("person", "plan", "gold"), is("event", "key", "1")] },
  ];
  const taken = (plan: string, key: string) =>
    step("conditional_split", { paths }, { properties: { plan }, last: event("Added", key) });
  expect(taken("gold", "1")).toMatchObject({ exit: "a" });
  expect(taken("none", "1")).toMatchObject({ exit: "b" });
  expect(taken("none", "2")).toMatchObject({ exit: "others" });
});

it("a split by chance gives each path its share, and an automatic one its weight", () => {
  const paths = [10, 0, 90].map((percent, index) => ({ id: `p${index}`, name: "", percent }));
  const drawn = (chance: number, more: JsonObject = {}, weights: Record<string, number> | null = null) => {
    const made = step("ab_split", { mode: "manual", paths, ...more }, { chance, weights });
    return made?.do === "go" ? made.exit : null;
  };
  expect([0, 0.0999, 0.1001, 0.9999].map((lot) => drawn(lot))).toEqual(["p0", "p0", "p2", "p2"]);
  const goal = { ...track("Paid"), within: { count: 1, unit: "days" } };
  const automatic = { mode: "automatic", goal };
  expect([0, 0.5, 0.99].map((lot) => drawn(lot, automatic))).toEqual(["p0", "p1", "p2"]);
  expect(drawn(0.5, automatic, { p0: 0, p1: 0, p2: 1 })).toBe("p2");
  // A path of which nothing is known yet has what the others have on average: a third here.
  expect([0.59, 0.61, 0.66, 0.67].map((lot) => drawn(lot, automatic, { p0: 0.06, p1: 0.006 }))).toEqual([
    ...["p0", "p1", "p1", "p2"],
  ]);
});

it("an event for a key that the person's own event does not have is not waited for", () => {
  const key = { mine: ["cart"], theirs: ["cart"] };
  const settings = {
    branches: [{ id: "a", name: "", did: track("Paid"), key }],
    timeout: { count: 1, unit: "days" },
  };
  expect(step("wait_for_event", settings, { last: event("Added") })).toMatchObject({ do: "wait", for: [] });
});

it("a message that failed goes on by Failed, or by Sent where there is nothing else", () => {
  expect(step("send_email", {}, { outcome: "failed" })).toMatchObject({ exit: "failed" });
  expect(step("send_eventbridge", {}, { outcome: "failed" })).toMatchObject({ exit: "sent" });
  expect(step("send_eventbridge", {})).toMatchObject({ do: "act", exit: null });
});

it("a changed profile and an audience are told to whoever carries the step out", () => {
  const updates = [{ property: "cart", how: "set", value: "{{ Event.key }}" }];
  expect(step("profile_update", { updates })).toMatchObject({
    effects: [{ kind: "update_profile", updates }],
    exit: "updated",
  });
  expect(step("remove_from_audience", { audienceId: ID })).toMatchObject({
    effects: [{ kind: "audience", operation: "delete", audienceId: ID }],
  });
  expect(step("force_exit", {})?.do).toBe("end");
});
