import type { JsonObject } from "../kernel/json.ts";
import type { DeviceToken } from "../people/device-token.ts";
import type { CallIdentifier } from "../people/identify.ts";
import type { CallType } from "./schema.ts";

/** What one call and one request may be at most (RudderStack's HTTP API; contracts §6.1). */
export const callLimits = {
  eventBytes: 32 * 1024,
  bodyBytes: 4 * 1024 * 1024,
  /** levels of objects and arrays, the event itself being the first */
  levels: 200,
  /** Segment: "under 100 characters" */
  messageIdChars: 99,
  /** names and ids are index keys, which PostgreSQL limits to about 2,700 bytes in all */
  nameChars: 400,
  idChars: 400,
} as const;

/** A valid call, ready to be stored: payloads are JSON text already. */
export type Call = {
  type: CallType;
  /** of track: the event; of pages and screens: their own name; otherwise the type */
  name: string;
  messageId: string;
  timestamp: Date;
  userId: string | null;
  anonymousId: string | null;
  properties: string;
  context: string;
  extras: string | null;
  /** strongest first, at least one */
  identifiers: CallIdentifier[];
  /** of identify alone: what becomes properties of the person; null removes one */
  traits: JsonObject | null;
  /** where push messages reach the device or the browser that it came from */
  tokens: readonly DeviceToken[];
  /** of alias alone */
  previousId: string | null;
  /** of merge alone: identifiers that are the same person's, whoever had them before */
  merged: readonly CallIdentifier[];
};
