import type { Handlers } from "../api/operation.ts";
import { Fault } from "../kernel/fault.ts";
import type { destinationOperations } from "./operations.ts";
import { createDestination } from "./verbs/create-destination.ts";
import { getDestination } from "./verbs/get-destination.ts";
import { listDestinationHistory } from "./verbs/list-destination-history.ts";
import { listDestinations } from "./verbs/list-destinations.ts";
import { readPipeline } from "./verbs/read-pipeline.ts";
import { readReasons } from "./verbs/read-reasons.ts";
import { removeDestination } from "./verbs/remove-destination.ts";
import { resumeDestination } from "./verbs/resume-destination.ts";
import { updateDestination } from "./verbs/update-destination.ts";

async function notYet(): Promise<never> {
  throw new Fault("unavailable", "This is not there yet.");
}

export const destinationHandlers: Handlers<typeof destinationOperations> = {
  "destinations.list": listDestinations,
  "destinations.create": createDestination,
  "destinations.fates": notYet,
  "destinations.get": getDestination,
  "destinations.update": updateDestination,
  "destinations.remove": removeDestination,
  "destinations.resume": resumeDestination,
  "destinations.pipeline": readPipeline,
  "destinations.reasons": readReasons,
  "destinations.samples": notYet,
  "destinations.exchange": notYet,
  "destinations.shelf": notYet,
  "destinations.retry": notYet,
  "destinations.discard": notYet,
  "destinations.replays.preview": notYet,
  "destinations.replays.create": notYet,
  "destinations.replays.list": notYet,
  "destinations.replays.stop": notYet,
  "destinations.history": listDestinationHistory,
};
