import { z } from "zod";
import { instant, pageInput, pageOf } from "../api/paging.ts";
import { isJsonObject, type JsonObject } from "../kernel/json.ts";
import { deviceTokenKinds } from "./device-token-kinds.ts";

/** Strongest first: an event belongs to the person of its strongest identifier. */
export const identifierKinds = ["user_id", "email", "phone", "device_id", "anonymous_id"] as const;
export const identifierKind = z.enum(identifierKinds);
export type IdentifierKind = z.output<typeof identifierKind>;

const jsonObject = z.custom<JsonObject>(isJsonObject);

export const listPeople = z.object({
  ...pageInput,
  /** the beginning of any identifier or of the name, upper and lower case alike */
  search: z.string().trim().max(200).optional(),
});
export type ListPeople = z.output<typeof listPeople>;

export const personId = z.object({ id: z.uuid() });
export type PersonId = z.output<typeof personId>;

export const personRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
  userId: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  anonymousId: z.string().nullable(),
  deviceId: z.string().nullable(),
  firstSeen: instant,
  lastSeen: instant,
});
export type PersonRow = z.output<typeof personRow>;
export const peoplePage = pageOf(personRow);
export type PeoplePage = z.output<typeof peoplePage>;

export const personView = personRow.extend({
  properties: jsonObject,
  identifiers: z.array(z.object({ kind: identifierKind, value: z.string(), firstSeen: instant })),
  /** profiles that were found to be this person, newest first */
  merges: z.array(
    z.object({
      id: z.string(),
      at: instant,
      fromId: z.string(),
      /** identify, alias, or another call that named both */
      cause: z.enum(["identify", "alias", "call"]),
      /** the identifier that both had, "kind:value" */
      evidence: z.string(),
      eventsMoved: z.number(),
    }),
  ),
  /** the id that was asked for when it has since been merged into this person, else null */
  mergedFrom: z.string().nullable(),
});
export type PersonView = z.output<typeof personView>;

export const personDevices = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(deviceTokenKinds).describe("fcm: Android; apns: iOS; web: a browser"),
      token: z
        .string()
        .describe("Its last characters alone; of a browser, the host of its push service before them"),
      firstSeen: instant,
      seenAt: instant.describe("When a call came from it last"),
      retiredAt: instant.nullable().describe("Since when nothing is sent to it; null: messages are sent"),
      retiredReason: z.string().nullable(),
    }),
  ),
});
export type PersonDevices = z.output<typeof personDevices>;

export const listTimeline = z.object({
  id: z.uuid(),
  ...pageInput,
  /** only events of this name */
  name: z.string().max(400).optional(),
});
export type ListTimeline = z.output<typeof listTimeline>;

export const timelineItem = z.object({
  id: z.string(),
  timestamp: instant,
  receivedAt: instant,
  type: z.string(),
  name: z.string(),
  messageId: z.string(),
  userId: z.string().nullable(),
  anonymousId: z.string().nullable(),
  sourceId: z.string(),
  properties: jsonObject,
  context: jsonObject,
});
export type TimelineItem = z.output<typeof timelineItem>;
export const timelinePage = pageOf(timelineItem);
export type TimelinePage = z.output<typeof timelinePage>;
