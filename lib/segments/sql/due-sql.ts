import type { Condition, Definition, DidCondition, Group, InactionCondition } from "../definition.ts";
import type { ReferredDefinition } from "../references.ts";
import { isOnce } from "./did-sql.ts";
import { eventConditions, inPeriod } from "./event-rows.ts";
import { leftOpen } from "./inaction-sql.ts";
import type { Scope } from "./sql-values.ts";

type Span = { count: number; unit: string };

/**
 * When a moment of SQL lies a span back: days and longer keep the time of day in the zone, as `shifted` does
 * backwards. A month back from the end of a short month is never the 31st, so that one lasts until the next month begins.
 */
function later(expression: string, { count, unit }: Span, { moment, values }: Scope): string {
  const interval = values.add(`${count} ${unit}`, "interval");
  if (unit === "seconds" || unit === "minutes" || unit === "hours") {
    return `(${expression} + ${interval})`;
  }
  const zone = values.add(moment.zone, "text");
  const local = `(${expression} at time zone ${zone})`;
  const on = `(${local} + ${interval})`;
  const end =
    unit === "months"
      ? `case when extract(day from ${on}) < extract(day from ${local})
          then date_trunc('month', ${on}) + interval '1 month' else ${on} end`
      : on;
  return `((${end}) at time zone ${zone})`;
}

/** Of what lies in a period that ends now: its edge belongs to the period, and times are whole milliseconds. */
const outlived = (expression: string, span: Span, scope: Scope): string =>
  `(${later(expression, span, scope)} + interval '1 millisecond')`;

/** How many there are does not matter while one is left: the newest says when. */
const asksForOne = ({ measure }: DidCondition): boolean => measure.of === "count" && isOnce(measure.is);

function didDue(did: DidCondition, held: boolean, scope: Scope): string[] {
  if (did.when.kind !== "last") {
    return [];
  }
  const { of } = did.measure;
  const ever = of === "first" || of === "last";
  const rows = [
    ...eventConditions(did, scope),
    ...(ever ? [] : inPeriod("e.timestamp", did.when, scope)),
  ].join(" and ");
  const edge = of === "last" || (asksForOne(did) && !held) ? "max" : "min";
  return [
    `select e.person_id, ${outlived(`${edge}(e.timestamp)`, did.when.span, scope)} as at
     from events e where ${rows} group by e.person_id`,
  ];
}

function inactionDue(inaction: InactionCondition, scope: Scope): string[] {
  const due = (at: string) => `select a.person_id, ${at} as at ${leftOpen(inaction, scope)}`;
  const { when, within } = inaction;
  return [
    due(later("a.timestamp", within, scope)),
    ...(when.kind === "last" ? [due(outlived("a.timestamp", when.span, scope))] : []),
  ];
}

/** Every condition of a definition, and of the segments that it asks for, with the group it stands in. */
function* conditionsOf(
  definition: Definition,
  referred: ReadonlyMap<string, ReferredDefinition>,
): Generator<{ each: Condition; group: Group }> {
  for (const group of definition.groups) {
    for (const each of group.conditions) {
      yield { each, group };
      const inner = each.kind === "segment" ? referred.get(each.segmentId) : undefined;
      if (inner && inner !== "list") {
        yield* conditionsOf(inner, referred);
      }
    }
  }
}

/** Whether the passing of time alone may change whom a definition means, calendars apart. */
export function changesByTime(
  definition: Definition,
  referred: ReadonlyMap<string, ReferredDefinition>,
): boolean {
  return [...conditionsOf(definition, referred)].some(
    ({ each }) => each.kind === "inaction" || (each.kind === "did" && each.when.kind === "last"),
  );
}

/**
 * A query of (person_id, at): the next moment at which the passing of time alone may change whether a definition means
 * somebody. It may be too early, never too late; null where only the calendar moves it, or nothing does.
 */
export function duePeople(
  definition: Definition,
  referred: ReadonlyMap<string, ReferredDefinition>,
  scope: Scope,
): string | null {
  const parts: string[] = [];
  for (const { each, group } of conditionsOf(definition, referred)) {
    if (each.kind === "did") {
      parts.push(...didDue(each, group.constant !== undefined, scope));
    } else if (each.kind === "inaction") {
      parts.push(...inactionDue(each, scope));
    }
  }
  if (parts.length === 0) {
    return null;
  }
  const now = scope.values.add(scope.moment.now.toISOString(), "timestamptz");
  return `select d.person_id, min(d.at) as at from (${parts.join(" union all ")}) d
    where d.at > ${now} group by d.person_id`;
}

/** When somebody was seen moves without their row saying so: a call that changes nothing else must cost next to nothing. */
const asksWhenSeen = (each: Condition): boolean =>
  each.kind === "field" && each.test.type === "date" && ["first_seen", "last_seen"].includes(each.field);

/** How one condition follows the calendar: dates relative to today or to this moment. */
function paceOf(each: Condition): CalendarPace {
  const tests =
    each.kind === "property" || each.kind === "field"
      ? [each.test]
      : each.kind === "did"
        ? [
            ...each.where.map(({ test }) => test),
            ...(each.measure.of === "mostly" ? [each.measure.test] : []),
          ]
        : each.kind === "inaction"
          ? [...each.did.where, ...each.didNot.where].map(({ test }) => test)
          : [];
  const moving = tests.flatMap((test) =>
    test.type === "date" && "value" in test ? [typeof test.value] : [],
  );
  // What audiences hold changes without telling; they are many and their doors are busy.
  if (moving.includes("object") || each.kind === "audience" || asksWhenSeen(each)) {
    return "always";
  }
  const period = each.kind === "did" || each.kind === "inaction" ? each.when.kind : "always";
  const age = each.kind === "field" && each.field === "age";
  return moving.includes("number") || period === "days_ago" || period === "days" || age ? "daily" : "never";
}

/** How a definition follows the calendar: not at all, from one day to the next, or all the time. */
export type CalendarPace = "never" | "daily" | "always";

export function calendarPace(
  definition: Definition,
  referred: ReadonlyMap<string, ReferredDefinition>,
): CalendarPace {
  const paces = [...conditionsOf(definition, referred)].map(({ each }) => paceOf(each));
  return paces.includes("always") ? "always" : paces.includes("daily") ? "daily" : "never";
}
