import type { JsonObject } from "../kernel/json.ts";
import type { EncodedRecord, Lane, TextPieces } from "../partners/connector.ts";
import type { IdentifierKind } from "../partners/kit.ts";
import type { Missing, RenderOptions, Variables } from "../templates/types.ts";
import type { ChannelKit } from "./kit.ts";
import type { Surroundings } from "./links.ts";

/** Where a push message reaches a person: `fcm` (Android; CleverTap's GCM), `apns` (iOS), `web`. */
export type DeviceToken = {
  kind: "fcm" | "apns" | "web";
  /** Of a browser, the address of its push service. */
  token: string;
  /** Of a browser, what messages to it are encrypted with. */
  keys?: { p256dh: string; auth: string };
};

/** Somebody who is to get a message. */
export type Recipient = {
  personId: string;
  ids: Partial<Record<IdentifierKind, string | null>>;
  properties: JsonObject;
  tokens: readonly DeviceToken[];
  /** The same for the same message to the same person, so that a repeat is known as one. At most 100 characters. */
  messageId: string;
  /** ISO 8601, UTC: when the message is to go out; the same when it is sent again. */
  timestamp: string;
};

/** Why a message is made, and what its texts may speak of beside the person. */
export type Occasion = {
  variables: Omit<Variables, "Profile" | "identifiers">;
  options: RenderOptions;
  /** What becomes of a message that a property is missing for: it goes out without, or the person gets none. */
  missing: "default" | "skip" | "fail";
};

/** A stable code and words, for the ledger. */
export type Reason = { code: string; reason: string };

/** A message with its texts made; or why this person gets none. */
export type Composed =
  | { message: JsonObject; missing: readonly Missing[]; skipped?: undefined }
  | { skipped: Reason; message?: undefined };

/** How composed messages leave: through `lib/delivery`, as an export does. */
export type ChannelLane = Lane & {
  /** A message → the record that is sent. Pure. */
  encode(message: JsonObject, recipient: Recipient): EncodedRecord<string | TextPieces>;
};

/** A channel with one content and the settings of one connection: its texts are read once, for all recipients. */
export type OpenChannel = {
  /** One of these identifiers is enough to reach somebody; null: everybody is reached. */
  reachedBy: readonly IdentifierKind[] | null;
  /** Only those are reached who have a device of one of these kinds that is not retired. */
  reachedOn?: readonly DeviceToken["kind"][];
  /** Why nothing can be sent to this person, whatever the message says. */
  unreachable(recipient: Recipient): Reason | null;
  /** Makes all texts. Pure: the same recipient and occasion make the same message. */
  compose(recipient: Recipient, occasion: Occasion): Composed;
  lane: ChannelLane;
};

/** The server side of a channel. It keeps no state and touches no database. */
export type Channel = {
  kit: ChannelKit;
  /**
   * `settings`: those of the connection that carries it, empty where the channel needs none or several (`openSettings`).
   * Throws `invalid` with its problems for a content that may not be published. `surroundings`: links of those who send for
   * real; without them it is a preview, whose links lead nowhere.
   */
  open(content: unknown, settings: Record<string, string>, surroundings?: Surroundings): OpenChannel;
};
