import { isJsonObject, type Json, type JsonObject } from "../../../kernel/json.ts";
import type { Lint } from "../../connector.ts";
import { restrictionOf } from "../event-name.ts";
import { forbiddenSign } from "../key-problem.ts";
import { CHARGED, ITEMS, MAX_EVENT_KEYS, MAX_ITEMS, USUAL_EVENT_KEYS } from "../limits.ts";
import { drop, refuse, warn } from "./finding.ts";
import { lintKey, lintText } from "./lint-property.ts";

/** RudderStack's names of pages and screens have a colon, and CleverTap shows them with it. */
const viewed = /^(?:Web Page|Screen) Viewed: /;

function lintName(name: Json | undefined): Lint[] {
  if (typeof name !== "string" || name.trim() === "") {
    return [refuse("evtName", "no_event_name", "The event has no name that is a text.")];
  }
  const restriction = restrictionOf(name);
  if (restriction === "restricted") {
    const message = `CleverTap keeps the name "${name}" for events of its own and refuses the record.`;
    return [refuse("evtName", "restricted_event_name", message)];
  }
  if (restriction === "perhaps") {
    const message = `CleverTap has been seen to refuse the bare name "${name}"; give the page a name.`;
    return [warn("evtName", "perhaps_restricted_event_name", message)];
  }
  const sign = forbiddenSign(name.replace(viewed, ""), "event");
  return sign === undefined
    ? []
    : [
        warn(
          "evtName",
          "invalid_event_name",
          `CleverTap does not allow the sign ${sign} in the name of an event; it may leave it out.`,
        ),
      ];
}

const isNested = (value: Json | undefined) => typeof value === "object" && value !== null;

function lintItems(items: Json, field: string): Lint[] {
  if (!Array.isArray(items) || !items.every(isJsonObject)) {
    return [refuse(field, "invalid_items", "The items of a purchase are a list of objects.")];
  }
  const nested = items.findIndex((item) => Object.values(item).some(isNested));
  return [
    ...(items.length > MAX_ITEMS
      ? [
          drop(
            field,
            "too_many_items",
            `CleverTap takes ${MAX_ITEMS} items of a purchase; this one has ${items.length}.`,
          ),
        ]
      : []),
    ...(nested === -1
      ? []
      : [
          drop(
            `${field}[${nested}]`,
            "nested_value",
            "The values of an item are texts, numbers, true and false; this item holds a list or an object.",
          ),
        ]),
  ];
}

function lintCount(count: number): Lint[] {
  if (count > MAX_EVENT_KEYS) {
    const message = `CleverTap takes ${MAX_EVENT_KEYS} properties of an event and refuses it with more; this one has ${count}.`;
    return [refuse("evtData", "too_many_properties", message)];
  }
  const message = `CleverTap takes ${USUAL_EVENT_KEYS} properties of an event unless the account asked for more; this one has ${count}.`;
  return count > USUAL_EVENT_KEYS ? [warn("evtData", "many_properties", message)] : [];
}

function lintValue(value: Json, field: string): Lint[] {
  return isNested(value)
    ? [
        refuse(
          field,
          "nested_value",
          "CleverTap takes texts, numbers, true and false as values of an event and refuses it with a list or an object.",
        ),
      ]
    : lintText(value, field);
}

/** The name and the properties of an event record. */
export function lintEvent({ evtName, evtData }: JsonObject): Lint[] {
  const findings = lintName(evtName);
  if (evtData === undefined) {
    return findings;
  }
  if (!isJsonObject(evtData)) {
    return [...findings, refuse("evtData", "invalid_event", "The event's properties are not an object.")];
  }
  const entries = Object.entries(evtData);
  for (const [key, value] of entries) {
    const field = `evtData.${key}`;
    findings.push(
      ...lintKey(key, "event", field),
      ...(evtName === CHARGED && key === ITEMS ? lintItems(value, field) : lintValue(value, field)),
    );
  }
  return [...findings, ...lintCount(entries.length)];
}
