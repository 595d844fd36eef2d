import { channelKitOf } from "../../channels/catalog.ts";
import type { RaisedEvent } from "../../events/raise-events.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { messageIdOf, referenceOf } from "../message-id.ts";
import type { ClaimedRun } from "./run-store.ts";

type Of = Pick<ClaimedRun, "id" | "kind" | "reference" | "name" | "labels" | "channel">;
type Person = { personId: string; occasion: string; at: Date };

/** What every system event of a campaign has (contracts §4.4). */
function common(run: Of, { at }: Person): JsonObject {
  return {
    "Campaign id": referenceOf(run, at),
    "Campaign name": run.name,
    "Campaign type": channelKitOf(run.channel).label,
    "Campaign labels": run.labels,
  };
}

/** "Notification Sent" or "Webhook Delivered", as the channel's kit says. */
export function sentEvent(run: Of, person: Person, now: Date): RaisedEvent {
  const name = channelKitOf(run.channel).sentEvent;
  const properties = common(run, person);
  return {
    personId: person.personId,
    name,
    messageId: messageIdOf(run.id, person.personId, person.occasion),
    timestamp: now,
    properties:
      name === "Webhook Delivered"
        ? { ContentName: run.name, "Campaign Id": properties["Campaign id"] ?? null }
        : { Variant: "wzrk_default", ...properties },
  };
}

/** "Control Group": the person is held back by a group of this name. */
export function controlEvent(run: Of, person: Person & { group: string }, now: Date): RaisedEvent {
  return {
    personId: person.personId,
    name: "Control Group",
    messageId: `${messageIdOf(run.id, person.personId, person.occasion)}-cg`,
    timestamp: now,
    properties: {
      wzrk_id: referenceOf(run, person.at),
      controlGroupName: person.group,
      ...common(run, person),
    },
  };
}
