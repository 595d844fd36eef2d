import type { Handlers } from "../api/operation.ts";
import type { destinationOperations } from "./operations.ts";
import { createDestination } from "./verbs/create-destination.ts";
import { createReplay } from "./verbs/create-replay.ts";
import { discardShelf } from "./verbs/discard-shelf.ts";
import { getDestination } from "./verbs/get-destination.ts";
import { getExchange } from "./verbs/get-exchange.ts";
import { listDestinationHistory } from "./verbs/list-destination-history.ts";
import { listDestinations } from "./verbs/list-destinations.ts";
import { listReplays } from "./verbs/list-replays.ts";
import { listSamples } from "./verbs/list-samples.ts";
import { listShelf } from "./verbs/list-shelf.ts";
import { previewReplay } from "./verbs/preview-replay.ts";
import { readFates } from "./verbs/read-fates.ts";
import { readPipeline } from "./verbs/read-pipeline.ts";
import { readReasons } from "./verbs/read-reasons.ts";
import { removeDestination } from "./verbs/remove-destination.ts";
import { resumeDestination } from "./verbs/resume-destination.ts";
import { retryShelf } from "./verbs/retry-shelf.ts";
import { stopReplay } from "./verbs/stop-replay.ts";
import { updateDestination } from "./verbs/update-destination.ts";

export const destinationHandlers: Handlers<typeof destinationOperations> = {
  "destinations.list": listDestinations,
  "destinations.create": createDestination,
  "destinations.fates": readFates,
  "destinations.get": getDestination,
  "destinations.update": updateDestination,
  "destinations.remove": removeDestination,
  "destinations.resume": resumeDestination,
  "destinations.pipeline": readPipeline,
  "destinations.reasons": readReasons,
  "destinations.samples": listSamples,
  "destinations.exchange": getExchange,
  "destinations.shelf": listShelf,
  "destinations.retry": retryShelf,
  "destinations.discard": discardShelf,
  "destinations.replays.preview": previewReplay,
  "destinations.replays.create": createReplay,
  "destinations.replays.list": listReplays,
  "destinations.replays.stop": stopReplay,
  "destinations.history": listDestinationHistory,
};
