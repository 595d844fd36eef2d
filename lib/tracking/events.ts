import { createHash } from "node:crypto";
import type { RaisedEvent } from "../events/raise-events.ts";
import type { JsonObject } from "../kernel/json.ts";
import type { Link } from "./links.ts";
import { campaignProperties, namesOfOrigin, type OriginNames } from "./origin.ts";

/** An id that is the same for the same happening, well under 100 characters. */
function eventId(what: string, ...of: string[]): string {
  return `${what}-${createHash("sha256").update(of.join("\n")).digest("base64url").slice(0, 32)}`;
}

/** What CleverTap's events say of a message without variants (contracts §4.4). */
const NO_VARIANT = "wzrk_default";

/** What is said of the message, whatever was done with it. */
function ofMessage({ of, messageId }: Link, names: OriginNames | null): JsonObject {
  return {
    ...campaignProperties(of),
    ...namesOfOrigin(of, names),
    // By this the journey knows which of its messages it was.
    ...(of.kind === "journey" && { journeyMessage: messageId }),
    ...{ Variant: NO_VARIANT, wzrk_pivot: NO_VARIANT },
  };
}

/** A message was seen: once, however often it was opened. */
export function viewedEvent(link: Link, at: Date, names: OriginNames | null): RaisedEvent {
  const { of, personId, messageId } = link;
  return {
    personId,
    name: "Notification Viewed",
    messageId: eventId("viewed", of.workspaceId, messageId),
    timestamp: at,
    properties: ofMessage(link, names),
  };
}

const MINUTE_MS = 60_000;

/** A link was followed: once in a minute for each link of a message, however often it was. */
export function clickedEvent(
  link: Link,
  at: Date,
  { names, userAgent }: { names: OriginNames | null; userAgent: string | null },
): RaisedEvent {
  const { of, personId, messageId, url } = link;
  const minute = String(Math.floor(at.getTime() / MINUTE_MS));
  return {
    personId,
    name: "Notification Clicked",
    messageId: eventId("clicked", of.workspaceId, messageId, url ?? "", minute),
    timestamp: at,
    properties: {
      ...ofMessage(link, names),
      wzrk_dl: url ?? "",
      wzrk_c2a: url ?? "",
      ...(userAgent && { "User Agent": userAgent.slice(0, 300) }),
    },
  };
}

export type Subscription = {
  workspaceId: string;
  personId: string;
  channel: string;
  label: string;
  subscribed: boolean;
  reason: string;
  at: Date;
  /** Of the campaign whose message it was, where it was one. */
  campaign: JsonObject;
};

/** Somebody does not want messages by a channel any more, or wants them again. */
export function subscriptionEvent({ personId, subscribed, at, ...more }: Subscription): RaisedEvent {
  return {
    personId,
    name: "Channel Unsubscribed",
    messageId: eventId("subscription", more.workspaceId, personId, more.channel, at.toISOString()),
    timestamp: at,
    properties: {
      ...more.campaign,
      Resubscribed: subscribed ? "Yes" : "No",
      Group: more.label,
      "Subscription Type": more.label,
      Reason: more.reason,
      Type: subscribed ? "resubscribed" : "unsubscribed",
    },
  };
}
