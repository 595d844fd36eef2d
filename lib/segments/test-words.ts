import type { z } from "zod";
import type { eventFilter } from "./definition.ts";
import type { valueTest } from "./value-test.ts";

/** A test and a filter while they are built: their shape, whatever is still missing in them. */
type DraftTest = z.input<typeof valueTest>;
type DraftFilter = z.input<typeof eventFilter>;

/** How the comparisons of a value's test are called, in forms and in sentences. */
export const presenceOps = { is_set: "is set", is_not_set: "is not set" } as const;
export const booleanLabels = { true: "is true", false: "is false" } as const;
export const betweenLabel = "between";
export const placeLabel = "is within";

export const textOps = {
  equals: "is",
  not_equals: "is not",
  contains: "contains",
  does_not_contain: "does not contain",
  starts_with: "starts with",
  ends_with: "ends with",
} as const;
export const listOps = { any_of: "is any of", none_of: "is none of", all_of: "has all of" } as const;
export const numberOps = {
  equals: "=",
  not_equals: "≠",
  greater_than: ">",
  greater_than_equals: "≥",
  less_than: "<",
  less_than_equals: "≤",
} as const;
export const dateOps = { on: "on", before: "before", after: "after" } as const;
export const spanOps = {
  in_last: "in the last",
  in_next: "in the next",
  before_last: "more than … ago",
} as const;
export const dayOps = { days_ago: "is … days ago", days_ahead: "is in … days" } as const;
export const versionOps = {
  equals: "is",
  greater_than: "above",
  greater_than_equals: "at least",
  less_than: "below",
  less_than_equals: "at most",
} as const;

const opLabels: Record<DraftTest["type"], Record<string, string>> = {
  any: presenceOps,
  text: { ...textOps, ...listOps },
  number: { ...numberOps, ...listOps, between: betweenLabel },
  boolean: {},
  date: { ...dateOps, ...spanOps, ...dayOps, between: betweenLabel },
  version: versionOps,
  place: { within: placeLabel },
};

/** How a test's comparison is called. */
function labelOf(test: DraftTest): string {
  if (test.type === "boolean") {
    return booleanLabels[`${test.op === "equals" ? test.value : !test.value}`];
  }
  return opLabels[test.type][test.op] ?? test.op;
}

/** "3 days". */
export const spanWords = ({ count, unit }: { count: number; unit: string }): string =>
  `${count} ${count === 1 ? unit.slice(0, -1) : unit}`;

/** "is any of gold, silver", "is in 3 days of any year". */
export function testWords(test: DraftTest): string {
  const label = labelOf(test);
  if (test.type === "any" || test.type === "boolean") {
    return label;
  }
  if (test.type === "place") {
    const circles = test.places.map(({ metres, latitude, longitude }) => {
      const [north, east] = [latitude, longitude].map((each) => (Number.isFinite(each) ? each : "…"));
      return `${metres} metres of ${north}, ${east}`;
    });
    return `${label} ${circles.join(" or ")}`;
  }
  if ("values" in test) {
    return `${label} ${test.values.join(test.op === "between" ? " and " : ", ")}`;
  }
  if (typeof test.value === "object") {
    const span = spanWords(test.value);
    return label.includes("…") ? label.replace("…", span) : `${label} ${span}`;
  }
  if (label.includes("…")) {
    const words = label.replace("…", String(test.value)).replace(/\b1 days/, "1 day");
    return "yearly" in test && test.yearly ? `${words}, every year` : words;
  }
  return `${label} ${test.value}`;
}

/** What is asked of the page that an event came from, by its path in the event's context. */
export const pageParts = {
  "page.url": "page address",
  "page.path": "page path",
  "page.title": "page title",
  "page.referrer": "referrer",
} as const;

/** The same among the properties of a page call. */
export const pageProperties = {
  url: "page address",
  path: "page path",
  title: "page title",
  referrer: "referrer",
} as const;

/** A path as it is typed and read: keys with dots between them. */
export const pathText = (path: readonly string[]): string => path.join(".");

/** "price is greater than 100". */
export function filterWords({ of, path, test }: DraftFilter): string {
  const text = pathText(path);
  const name = of === "context" ? `the ${(pageParts as Record<string, string>)[text] ?? text}` : text;
  return `${name} ${testWords(test)}`;
}
