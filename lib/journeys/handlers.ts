import type { Handlers } from "../api/operation.ts";
import type { journeyOperations } from "./operations.ts";
import { archiveJourney, unarchiveJourney } from "./verbs/archive-journey.ts";
import { createJourney } from "./verbs/create-journey.ts";
import { duplicateJourney } from "./verbs/duplicate-journey.ts";
import { getImpact } from "./verbs/get-impact.ts";
import { getJourney } from "./verbs/get-journey.ts";
import { getVersion } from "./verbs/get-version.ts";
import { listJourneyHistory } from "./verbs/list-journey-history.ts";
import { listJourneys } from "./verbs/list-journeys.ts";
import { listVersions } from "./verbs/list-versions.ts";
import { pauseJourney, resumeJourney } from "./verbs/pause-journey.ts";
import { publishJourney } from "./verbs/publish-journey.ts";
import { restoreVersion } from "./verbs/restore-version.ts";
import { stopJourney } from "./verbs/stop-journey.ts";
import { updateJourney } from "./verbs/update-journey.ts";

export const journeyHandlers: Handlers<typeof journeyOperations> = {
  "journeys.list": listJourneys,
  "journeys.create": createJourney,
  "journeys.get": getJourney,
  "journeys.update": updateJourney,
  "journeys.duplicate": duplicateJourney,
  "journeys.archive": archiveJourney,
  "journeys.restore": unarchiveJourney,
  "journeys.publishImpact": getImpact,
  "journeys.publish": publishJourney,
  "journeys.pause": pauseJourney,
  "journeys.resume": resumeJourney,
  "journeys.stop": stopJourney,
  "journeys.versions": listVersions,
  "journeys.version": getVersion,
  "journeys.restoreVersion": restoreVersion,
  "journeys.history": listJourneyHistory,
};
