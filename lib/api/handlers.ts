import { accessHandlers } from "../access/handlers.ts";
import { audienceHandlers } from "../audiences/handlers.ts";
import { importHandlers } from "../audiences/imports/handlers.ts";
import { peopleAudienceHandlers } from "../audiences/people/handlers.ts";
import { remoteAudienceHandlers } from "../audiences/remote/handlers.ts";
import { storyHandlers } from "../audiences/stories/handlers.ts";
import { campaignHandlers } from "../campaigns/handlers.ts";
import { controlGroupHandlers } from "../control-groups/handlers.ts";
import { destinationHandlers } from "../destinations/handlers.ts";
import { eventsHandlers } from "../events/handlers.ts";
import { exportHandlers } from "../exports/handlers.ts";
import { homeHandlers } from "../home/handlers.ts";
import { integrationsHandlers } from "../integrations/handlers.ts";
import { journeyHandlers } from "../journeys/handlers.ts";
import { journeySeeingHandlers } from "../journeys/seeing/handlers.ts";
import { peopleHandlers } from "../people/handlers.ts";
import { sandboxHandlers } from "../sandbox/handlers.ts";
import { segmentHandlers } from "../segments/handlers.ts";
import { listHandlers } from "../segments/lists/handlers.ts";
import { sourcesHandlers } from "../sources/handlers.ts";
import { trackingHandlers } from "../tracking/handlers.ts";
import { transferHandlers } from "../transfers/handlers.ts";
import type { Handlers } from "./operation.ts";
import type { operations } from "./operations.ts";

/** The verbs behind the operations. */
export const handlers: Handlers<typeof operations> = {
  ...accessHandlers,
  ...audienceHandlers,
  ...importHandlers,
  ...storyHandlers,
  ...peopleAudienceHandlers,
  ...remoteAudienceHandlers,
  ...destinationHandlers,
  ...exportHandlers,
  ...eventsHandlers,
  ...homeHandlers,
  ...integrationsHandlers,
  ...journeyHandlers,
  ...journeySeeingHandlers,
  ...peopleHandlers,
  ...sandboxHandlers,
  ...segmentHandlers,
  ...listHandlers,
  ...campaignHandlers,
  ...controlGroupHandlers,
  ...sourcesHandlers,
  ...trackingHandlers,
  ...transferHandlers,
};
