import { type DataType, dataTypeKinds } from "@/lib/exports/data-types.ts";
import { type Frequency, frequencyLabels } from "@/lib/exports/frequencies.ts";
import { type IdentifierKind, identifierLabels } from "@/lib/partners/kit.ts";
import type { ChangeWords } from "../ui/history-list.tsx";
import { inZone } from "../ui/time-words.ts";

const fieldLabels: Record<string, string> = {
  dataType: "Data type",
  eventNames: "Events",
  identifierPriority: "Identifier priority",
  frequency: "Frequency",
  everyHours: "Runs every",
  range: "Days",
  startAt: "Starts",
  nextRunAt: "Next run",
  date: "Date to export data",
  status: "Status",
};

const has = <Key extends string>(table: Record<Key, unknown>, key: unknown): key is Key =>
  typeof key === "string" && Object.hasOwn(table, key);

/** "E-mail, then User ID" */
export function identifierWords(value: unknown): string {
  const label = (kind: unknown): string =>
    has<IdentifierKind>(identifierLabels, kind) ? identifierLabels[kind] : String(kind);
  return Array.isArray(value) && value.length > 0
    ? value.map(label).join(", then ")
    : "as the connection says";
}

const valueWords: Record<string, (value: unknown, timeZone: string) => string> = {
  dataType: (value) => (has<DataType>(dataTypeKinds, value) ? dataTypeKinds[value].label : plainWords(value)),
  frequency: (value) => (has<Frequency>(frequencyLabels, value) ? frequencyLabels[value] : plainWords(value)),
  everyHours: (value) => (typeof value === "number" ? `${value} h` : plainWords(value)),
  identifierPriority: identifierWords,
  startAt: (value, timeZone) => (typeof value === "string" ? inZone(value, timeZone) : plainWords(value)),
  nextRunAt: (value, timeZone) => (typeof value === "string" ? inZone(value, timeZone) : plainWords(value)),
};

function plainWords(value: unknown): string {
  if (value === null || value === undefined || value === "") {
    return "none";
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "none" : value.map(String).join(", ");
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The changes of an audit entry in the words of the screens. */
export function changeWords(
  changes: Record<string, { from?: unknown; to?: unknown }>,
  timeZone: string,
): ChangeWords[] {
  return Object.entries(changes).map(([field, { from, to }]) => {
    const words = valueWords[field] ?? plainWords;
    return {
      label: fieldLabels[field] ?? field,
      from: from === null || from === undefined ? "none" : words(from, timeZone),
      to: to === null || to === undefined ? "none" : words(to, timeZone),
    };
  });
}
