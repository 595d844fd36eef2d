import { channelIds } from "../channels/catalog.ts";
import { track } from "../journeys/templates/draw.ts";
import type { JsonObject } from "../kernel/json.ts";
import { channelSamples } from "./channel-samples.ts";

const ID = "019a0000-0000-7000-8000-000000000001";
const people = { kind: "saved", segmentId: ID };
const day = { count: 1, unit: "days" };
const inaction = { did: track("A"), didNot: track("B"), within: { count: 2, unit: "hours" }, same: ["key"] };
const date = { of: "person", path: ["birthday"], days: 0, at: "09:00", yearly: true };
const page = { url: { op: "contains", value: "/cart" }, where: [] };
const from = { referrer: { op: "contains", value: "search" }, where: [] };
const pageCount = { pages: page, count: 2, within: { count: 2, unit: "hours" } };
const isGold = { of: "person", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } };
const isFirst = { of: "event", path: ["key"], test: { type: "text", op: "equals", value: "1" } };

const messages = Object.fromEntries(
  channelIds.map((id) => [
    `send_${id}`,
    {
      connections: {},
      content: channelSamples[id].content("https://shop.example"),
      ...{ missing: "fail", ignoreQuiet: false, waitFor: { count: 3, unit: "hours" } },
    },
  ]),
);

/** Settings of each kind that may be published. */
export const nodeSamples: Record<string, JsonObject> = {
  entry_segment: { people, timeline: { kind: "once", at: null } },
  entry_action: { did: track("A"), filter: null },
  entry_inaction: inaction,
  entry_date_time: { date },
  entry_page_visit: { page },
  entry_referrer: { from },
  entry_page_count: pageCount,
  entry_journey: { journeyId: ID, when: "left" },
  action: { did: track("B"), filter: null, timeout: day },
  inaction: { ...inaction, timeout: day },
  past_behaviour: { people, timeout: day },
  date_time: { date, timeout: day },
  page_visit: { page, timeout: day },
  referrer: { from, timeout: day },
  page_count: { ...pageCount, timeout: day },
  ...messages,
  delay: { until: { kind: "clock", at: "09:00", weekdays: [1, 2, 3, 4, 5] } },
  conditional_split: {
    paths: [
      { id: "a", name: "Gold", match: "all", conditions: [isGold] },
      { id: "b", name: "First", match: "any", conditions: [isFirst, isGold] },
    ],
  },
  ab_split: {
    mode: "manual",
    paths: [
      { id: "a", name: "A", percent: 30 },
      { id: "b", name: "B", percent: 70 },
    ],
    goal: null,
  },
  wait_for_event: {
    branches: [
      { id: "a", name: "", did: track("C"), key: { mine: ["key"], theirs: ["key"] } },
      { id: "b", name: "", did: track("A"), key: null },
    ],
    timeout: day,
  },
  profile_update: { updates: [{ property: "cart", how: "set", value: "{{ Event.key }}" }] },
  add_to_audience: { audienceId: ID },
  remove_from_audience: { audienceId: ID },
  force_exit: {},
};
