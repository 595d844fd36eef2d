import type { DefinitionRow, PropertyRow, SampleRow } from "./catalogue-store.ts";
import type { EventDefinitionView, EventNameView, EventSampleView } from "./schema.ts";
import { systemEvent } from "./system-events.ts";

export function eventNameViewOf(row: DefinitionRow): EventNameView {
  return {
    type: row.type,
    name: row.name,
    kind: row.kind,
    description: row.kind === "system" ? (systemEvent(row.name)?.description ?? "") : "",
    count: Number(row.count),
    firstSeen: row.firstSeen.toISOString(),
    lastSeen: row.lastSeen.toISOString(),
  };
}

export function propertyViewOf(row: PropertyRow): EventDefinitionView["properties"][number] {
  return { ...row, count: Number(row.count), lastSeen: row.lastSeen.toISOString() };
}

export function sampleViewOf(row: SampleRow): EventSampleView {
  return {
    id: `${row.tx}-${row.seq}`,
    timestamp: row.timestamp.toISOString(),
    receivedAt: row.receivedAt.toISOString(),
    personId: row.personId,
    messageId: row.messageId,
    userId: row.userId,
    anonymousId: row.anonymousId,
    properties: row.properties,
    context: row.context,
  };
}
