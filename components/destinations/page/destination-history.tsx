"use client";

import type { HistoryEntry } from "@/lib/access/history-schema.ts";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import {
  destinationActionWords,
  destinationFieldWords,
  destinationPageText,
} from "@/lib/messages/destination-page.ts";
import { partnerIds, partnerKit } from "@/lib/partners/catalog.ts";
import { call } from "../../api.ts";
import { operationKey } from "../../operation-query.ts";
import { type ChangeWords, HistoryList } from "../../ui/history-list.tsx";

const words = destinationPageText.history;

/** Switches of every partner by their keys, as the forms call them. */
const switchLabels = Object.fromEntries(
  partnerIds.flatMap((id) => partnerKit(id).calls?.switches ?? []).map(({ key, label }) => [key, label]),
);

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === "") {
    return "–";
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  if (Array.isArray(value)) {
    return value.length > 0 ? value.join(", ") : "–";
  }
  return typeof value === "object"
    ? Object.entries(value)
        .map(([key, each]) => `${switchLabels[key] ?? key}: ${valueWords(each)}`)
        .join(", ")
    : String(value);
}

function changeWords(changes: HistoryEntry["changes"]): ChangeWords[] {
  return Object.entries(changes).map(([field, { from, to }]) => ({
    label: destinationFieldWords(field),
    from: valueWords(from),
    to: valueWords(to),
  }));
}

/** Who did what to the destination. */
export function DestinationHistory({ id }: { id: string }) {
  const operation = operations["destinations.history"];
  return (
    <HistoryList
      label={words.label}
      none={words.none}
      queryKey={operationKey(operation, { id })}
      load={(cursor, signal) => call(operation, { id, cursor }, { signal })}
      actionWords={destinationActionWords}
      changeWords={changeWords}
    />
  );
}
