import type { Handlers } from "../api/operation.ts";
import type { eventsOperations } from "./operations.ts";
import { getEventDefinition } from "./verbs/get-event-definition.ts";
import { listEventNames } from "./verbs/list-event-names.ts";
import { listEventSamples } from "./verbs/list-event-samples.ts";
import { listSystemEvents } from "./verbs/list-system-events.ts";

export const eventsHandlers: Handlers<typeof eventsOperations> = {
  "events.names": listEventNames,
  "events.definition": getEventDefinition,
  "events.samples": listEventSamples,
  "events.system": listSystemEvents,
};
