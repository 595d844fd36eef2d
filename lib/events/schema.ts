import { z } from "zod";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { isJsonObject, type JsonObject } from "../kernel/json.ts";

export const callTypes = ["track", "page", "screen", "identify", "group", "alias", "merge"] as const;
export const callType = z.enum(callTypes);
export type CallType = z.output<typeof callType>;

export const eventKinds = ["system", "custom"] as const;
export const eventKind = z.enum(eventKinds);
export type EventKind = z.output<typeof eventKind>;

const jsonObject = z.custom<JsonObject>(isJsonObject);

export const listEventNames = z.object({
  ...pageInput,
  limit: z.coerce.number().int().min(1).max(500).default(100),
  /** a part of the name, upper and lower case alike */
  search: z.string().trim().max(200).optional(),
  kind: eventKind.optional(),
  type: callType.optional(),
});
export type ListEventNames = z.output<typeof listEventNames>;

export const eventNameView = z.object({
  type: callType,
  name: z.string(),
  kind: eventKind,
  /** what a system event means; empty for custom ones */
  description: z.string(),
  count: z.number(),
  firstSeen: instant,
  lastSeen: instant,
});
export type EventNameView = z.output<typeof eventNameView>;
/** ordered by count, most frequent first */
export const eventNamesPage = pageOf(eventNameView);
export type EventNamesPage = z.output<typeof eventNamesPage>;

/** An event of the catalogue: by query, because names may hold any character. */
export const eventNameKey = z.object({ type: callType, name: z.string().min(1).max(400) });
export type EventNameKey = z.output<typeof eventNameKey>;

export const eventDefinitionView = eventNameView.extend({
  properties: z.array(
    z.object({
      property: z.string(),
      /** JSON type (string, number, boolean, array, object, null) → how often seen */
      types: z.record(z.string(), z.number()),
      count: z.number(),
      /** one value seen, as JSON text of at most 120 characters */
      sample: z.string(),
      lastSeen: instant,
    }),
  ),
});
export type EventDefinitionView = z.output<typeof eventDefinitionView>;

export const listEventSamples = eventNameKey.extend({
  limit: z.coerce.number().int().min(1).max(20).default(5),
});
export type ListEventSamples = z.output<typeof listEventSamples>;

export const eventSampleView = z.object({
  id: z.string(),
  timestamp: instant,
  receivedAt: instant,
  personId: z.string(),
  messageId: z.string(),
  userId: z.string().nullable(),
  anonymousId: z.string().nullable(),
  properties: jsonObject,
  context: jsonObject,
});
export type EventSampleView = z.output<typeof eventSampleView>;

export const systemEventView = z.object({
  name: z.string(),
  description: z.string(),
  inAllSystemEvents: z.boolean(),
  inEngagementEvents: z.boolean(),
});
