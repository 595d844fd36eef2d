import type { JsonObject } from "../../../kernel/json.ts";
import { CHARGED } from "../limits.ts";
import type { CallParts } from "./call-parts.ts";
import { epochOf } from "./epoch.ts";
import { eventDataOf } from "./event-data.ts";
import { textOf } from "./flat-value.ts";
import { knownUserId, nameUser } from "./identity.ts";
import { firstGiven, isGiven } from "./lookup.ts";
import { type MappedCall, type MappingSettings, mapped } from "./mapped-call.ts";
import { chargedData, chargedEventData, isOrderCompleted } from "./order-completed.ts";

type Mapper = (parts: CallParts, settings: MappingSettings) => MappedCall;

const NO_USER = "userId, not present cannot track anonymous user";
const NO_IDS = "Unable to process without anonymousId or userId";
const NO_EVENT = 'Missing required value from "event"';

function eventRecord(
  parts: CallParts,
  settings: MappingSettings,
  event: { name: string; data: JsonObject },
): MappedCall {
  const record: JsonObject = { type: "event", evtName: event.name };
  if (!nameUser(record, parts, settings.objectIdMapping) && settings.objectIdMapping) {
    return { error: NO_IDS };
  }
  const ts = epochOf(firstGiven(parts.properties.ts));
  if (ts !== undefined) {
    record.ts = ts;
  }
  record.evtData = event.data;
  return { records: [mapped("event", record)] };
}

/** Events of people without a user ID are refused before anything else, unless they are wanted. */
function ofKnownUsers(map: Mapper): Mapper {
  return (parts, settings) =>
    settings.trackAnonymous || knownUserId(parts) !== undefined ? map(parts, settings) : { error: NO_USER };
}

/** A page or a screen as an event whose name says which: "Web Page Viewed: Cart". */
function viewed(what: string): Mapper {
  return (parts, settings) => {
    const { call, properties } = parts;
    const which = firstGiven(call.event, properties.event, call.name, properties.name);
    const name = which === undefined ? what : `${what}: ${textOf(which)}`;
    return eventRecord(parts, settings, { name, data: eventDataOf(properties, name) });
  };
}

export const mapPage = ofKnownUsers(viewed("Web Page Viewed"));
export const mapScreen = ofKnownUsers(viewed("Screen Viewed"));

/** A tracked event under its own name; an order that was completed becomes CleverTap's `Charged`. */
export const mapTrack = ofKnownUsers((parts, settings) => {
  const { event } = parts.call;
  if (!isGiven(event)) {
    return { error: NO_EVENT };
  }
  const name = textOf(event);
  const isOrder = isOrderCompleted(name);
  if (!isOrder && name !== CHARGED) {
    return eventRecord(parts, settings, { name, data: eventDataOf(parts.properties, name) });
  }
  const charged = isOrder ? chargedData(parts.properties) : chargedEventData(parts.properties);
  return "error" in charged ? charged : eventRecord(parts, settings, { name: CHARGED, data: charged.data });
});
