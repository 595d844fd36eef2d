import { accessOperations } from "../access/operations.ts";
import { importOperations } from "../audiences/imports/operations.ts";
import { audienceOperations } from "../audiences/operations.ts";
import { peopleAudienceOperations } from "../audiences/people/operations.ts";
import { remoteAudienceOperations } from "../audiences/remote/operations.ts";
import { storyOperations } from "../audiences/stories/operations.ts";
import { campaignOperations } from "../campaigns/operations.ts";
import { controlGroupOperations } from "../control-groups/operations.ts";
import { destinationOperations } from "../destinations/operations.ts";
import { eventsOperations } from "../events/operations.ts";
import { exportOperations } from "../exports/operations.ts";
import { homeOperations } from "../home/operations.ts";
import { integrationsOperations } from "../integrations/operations.ts";
import { journeyOperations } from "../journeys/operations.ts";
import { journeySeeingOperations } from "../journeys/seeing/operations.ts";
import { peopleOperations } from "../people/operations.ts";
import { sandboxOperations } from "../sandbox/operations.ts";
import { listOperations } from "../segments/lists/operations.ts";
import { segmentOperations } from "../segments/operations.ts";
import { sourcesOperations } from "../sources/operations.ts";
import { trackingOperations } from "../tracking/operations.ts";
import { transferOperations } from "../transfers/operations.ts";

/** Everything that Junction can do over HTTP. Each feature brings its own record. */
export const operations = {
  ...accessOperations,
  ...audienceOperations,
  ...importOperations,
  ...storyOperations,
  ...peopleAudienceOperations,
  ...remoteAudienceOperations,
  ...destinationOperations,
  ...exportOperations,
  ...eventsOperations,
  ...homeOperations,
  ...integrationsOperations,
  ...journeyOperations,
  ...journeySeeingOperations,
  ...peopleOperations,
  ...sandboxOperations,
  ...segmentOperations,
  ...listOperations,
  ...campaignOperations,
  ...controlGroupOperations,
  ...sourcesOperations,
  ...trackingOperations,
  ...transferOperations,
};
