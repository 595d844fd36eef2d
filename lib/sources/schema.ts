import { z } from "zod";
import { instant } from "../api/paging.ts";
import { isJsonObject, type Json } from "../kernel/json.ts";

export const platforms = ["web", "node", "android", "ios", "react-native", "http"] as const;
export const platform = z.enum(platforms);
export type Platform = z.output<typeof platform>;

const sourceName = z.string().trim().min(1, "Enter a name").max(80, "Use at most 80 characters");
const keyName = z.string().trim().min(1, "Enter a name").max(80, "Use at most 80 characters");

export const sourceId = z.object({ id: z.uuid() });
export type SourceId = z.output<typeof sourceId>;

export const createSource = z.object({ name: sourceName, platform });
export type CreateSource = z.output<typeof createSource>;

export const updateSource = z.object({
  id: z.uuid(),
  name: sourceName.optional(),
  enabled: z.boolean().optional(),
});
export type UpdateSource = z.output<typeof updateSource>;

export const createWriteKey = z.object({ id: z.uuid(), name: keyName });
export type CreateWriteKey = z.output<typeof createWriteKey>;

export const writeKeyId = z.object({ id: z.uuid(), keyId: z.uuid() });
export type WriteKeyId = z.output<typeof writeKeyId>;

export const sourceView = z.object({
  id: z.string(),
  name: z.string(),
  platform,
  enabled: z.boolean(),
  createdBy: z.string(),
  createdAt: instant,
  /** keys that are not revoked */
  liveKeys: z.number(),
  /** when its newest call came, refused ones too (at most a minute late); null: none yet */
  lastCallAt: instant.nullable(),
});
export type SourceView = z.output<typeof sourceView>;

export const listedSource = sourceView.extend({
  /** calls of this hour and the 23 before it, by time of receipt; accepted ones a second or two late */
  lastDay: z.object({
    accepted: z.number(),
    refused: z.number(),
    /** both together, by hour, oldest first */
    hours: z.array(z.number()).length(24),
  }),
});
export type ListedSource = z.output<typeof listedSource>;

export const writeKeyView = z.object({
  id: z.string(),
  name: z.string(),
  last4: z.string(),
  createdBy: z.string(),
  createdAt: instant,
  lastUsedAt: instant.nullable(),
  revokedAt: instant.nullable(),
});
export type WriteKeyView = z.output<typeof writeKeyView>;

/** A key just made: `key` is shown this once and cannot be read again. */
export const newWriteKeyView = writeKeyView.extend({ key: z.string() });
export type NewWriteKeyView = z.output<typeof newWriteKeyView>;

export const callOutcomes = ["accepted", "refused", "all"] as const;

export const listCalls = z.object({
  id: z.uuid(),
  /** the `cursor` of the answer before: only what is newer comes back */
  after: z.string().max(200).optional(),
  search: z.string().trim().max(200).optional(),
  outcome: z.enum(callOutcomes).default("all"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type ListCalls = z.output<typeof listCalls>;

export const callView = z.object({
  /** Stable. An answer may repeat a call of the one before; merge by this id. */
  id: z.string(),
  /** when Junction received it */
  at: instant,
  /** when it happened, corrected for the sender's clock; null for refused calls */
  timestamp: instant.nullable(),
  /** track, identify, page, …; for refused calls the address that was called (may be `batch`) */
  type: z.string(),
  name: z.string(),
  messageId: z.string().nullable(),
  userId: z.string().nullable(),
  anonymousId: z.string().nullable(),
  personId: z.string().nullable(),
  outcome: z.enum(["accepted", "refused"]),
  /** HTTP status that the sender got */
  status: z.number(),
  /** why it was refused, and the field in question; empty when accepted */
  reason: z.string(),
  field: z.string(),
  /** the call as JSON; of a refused one only `bodyText` */
  call: z.custom<{ [key: string]: Json }>(isJsonObject).nullable(),
  /** the first 4 KB of a refused call's body, as it came */
  bodyText: z.string().nullable(),
});
export type CallView = z.output<typeof callView>;

export const callsView = z.object({
  /** newest first */
  items: z.array(callView),
  /** pass as `after` to get only newer calls */
  cursor: z.string(),
  /** true when older calls than those looked at were left out */
  truncated: z.boolean(),
});
export type CallsView = z.output<typeof callsView>;
