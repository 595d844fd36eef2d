import type { Handlers } from "../../api/operation.ts";
import { simulateJourney } from "../simulate/simulate-journey.ts";
import { checkJourneyPerson } from "./check-person.ts";
import { compareJourneyVersions } from "./compare-versions.ts";
import { journeysOfPerson } from "./journeys-of-person.ts";
import { listJourneyPeople } from "./list-people.ts";
import { nameMentions } from "./name-mentions.ts";
import type { journeySeeingOperations } from "./operations.ts";
import { pathOfPerson } from "./path-of-person.ts";
import { reportJourney } from "./report-journey.ts";
import { upliftJourney } from "./uplift-journey.ts";

export const journeySeeingHandlers: Handlers<typeof journeySeeingOperations> = {
  "journeys.report": reportJourney,
  "journeys.uplift": upliftJourney,
  "journeys.people": listJourneyPeople,
  "journeys.path": pathOfPerson,
  "journeys.check": checkJourneyPerson,
  "journeys.compare": compareJourneyVersions,
  "journeys.ofPerson": journeysOfPerson,
  "journeys.names": nameMentions,
  "journeys.simulate": simulateJourney,
};
