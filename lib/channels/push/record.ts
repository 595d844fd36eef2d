import { createHash } from "node:crypto";
import { z } from "zod";
import type { JsonObject } from "../../kernel/json.ts";
import type { EncodedRecord } from "../../partners/connector.ts";
import { fcmKit } from "../../partners/fcm/kit.ts";
import type { DeviceToken, Recipient } from "../channel.ts";

/** What the texts and choices of a content come to for one person. */
export const pushMessage = z.object({
  title: z.string(),
  body: z.string(),
  image: z.string().optional(),
  link: z.string().optional(),
  tag: z.string().optional(),
  data: z.record(z.string(), z.string()),
  ttlS: z.number(),
});
export type PushMessage = z.output<typeof pushMessage>;

const pushRecord = z.object({
  messageId: z.string(),
  /** Seconds since 1970 until when it is of use. */
  expires: z.number(),
  message: pushMessage,
  tokens: z.array(
    z.object({
      kind: z.enum(["fcm", "apns", "web"]),
      token: z.string(),
      keys: z.object({ p256dh: z.string(), auth: z.string() }).optional(),
    }),
  ),
});
/** One person's message and all their devices. */
export type PushRecord = z.output<typeof pushRecord>;

export function readRecord(text: string): PushRecord {
  return pushRecord.parse(JSON.parse(text));
}

/** Of any text a name of 32 characters that is allowed everywhere: as `Topic` (RFC 8030), as apns-collapse-id. */
function shortName(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 32);
}

type Shared = Pick<PushRecord, "messageId" | "expires" | "message">;

/** A message in FCM's HTTP v1 for one device. A repeat replaces the first on the device: both have one tag. */
export function fcmMessage(
  { messageId, expires, message }: Shared,
  { kind, token }: DeviceToken,
): JsonObject {
  const { title, body, image, link, tag, data, ttlS } = message;
  const ownTag = tag ?? shortName(messageId);
  const shared: JsonObject = {
    token,
    notification: { title, body, ...(image !== undefined && { image }) },
    data: { ...data, ...(link !== undefined && { link }), junction_id: messageId },
  };
  if (kind === "fcm") {
    return {
      ...shared,
      android: {
        priority: "high",
        ttl: `${ttlS}s`,
        // Only the author's: FCM keeps four for a device that is away.
        ...(tag !== undefined && { collapse_key: tag }),
        notification: { tag: ownTag },
      },
    };
  }
  return {
    ...shared,
    apns: {
      headers: {
        "apns-priority": "10",
        "apns-expiration": String(expires),
        "apns-collapse-id": Buffer.byteLength(ownTag) <= 64 ? ownTag : shortName(ownTag),
      },
      payload: { aps: { sound: "default", ...(image !== undefined && { "mutable-content": 1 }) } },
      ...(image !== undefined && { fcm_options: { image } }),
    },
  };
}

/** What the site's service worker reads of a message, and the topic under which it replaces one that still waits. */
export function webMessage({ messageId, message }: Shared): { payload: string; topic: string } {
  const { ttlS: _ttl, tag, ...shown } = message;
  const ownTag = tag ?? shortName(messageId);
  return { payload: JSON.stringify({ ...shown, tag: ownTag, messageId }), topic: shortName(ownTag) };
}

/** FCM and APNs take 4,096 bytes; of a push service's 4,096, encryption takes 103 (RFC 8291, section 4). */
const MAX_APP_BYTES = 4_096;
const MAX_WEB_BYTES = 3_993;

/** How much too large a message is for a kind of device; null: it fits. */
function sizeProblem(shared: Shared, kinds: ReadonlySet<DeviceToken["kind"]>): string | null {
  const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));
  const say = (who: string, bytes: number, max: number) =>
    `${who} take messages of up to ${max.toLocaleString("en")} bytes; this one has ${bytes.toLocaleString("en")}.`;
  if (kinds.has("fcm") || kinds.has("apns")) {
    const kind = kinds.has("apns") ? "apns" : "fcm";
    const { notification, data, apns } = fcmMessage(shared, { kind, token: "" });
    const bytes = size({ notification, data, ...(apns !== undefined && { apns }) });
    if (bytes > MAX_APP_BYTES) {
      return say("Android and iOS", bytes, MAX_APP_BYTES);
    }
  }
  const bytes = kinds.has("web") ? Buffer.byteLength(webMessage(shared).payload) : 0;
  return bytes > MAX_WEB_BYTES ? say("Browsers", bytes, MAX_WEB_BYTES) : null;
}

/** A person's message with the devices that it goes to. */
export function encodePush(
  message: JsonObject,
  { messageId, timestamp }: Recipient,
  tokens: readonly DeviceToken[],
): EncodedRecord {
  const parsed = pushMessage.parse(message);
  const expires = Math.floor(Date.parse(timestamp) / 1_000) + parsed.ttlS;
  const shared = { messageId, expires, message: parsed };
  const text = JSON.stringify({ ...shared, tokens });
  const bytes = Buffer.byteLength(text);
  const tooLarge = sizeProblem(shared, new Set(tokens.map(({ kind }) => kind)));
  if (tooLarge !== null) {
    return { text, bytes, problem: { code: "too_large", reason: tooLarge } };
  }
  return bytes <= fcmKit.limits.recordBytes
    ? { text, bytes }
    : {
        text,
        bytes,
        problem: { code: "too_large", reason: "The tokens of this person's devices are too long together." },
      };
}
