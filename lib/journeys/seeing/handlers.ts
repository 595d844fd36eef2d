import type { Handlers } from "../../api/operation.ts";
import { simulateJourney } from "../simulate/simulate-journey.ts";
import type { journeySeeingOperations } from "./operations.ts";

export const journeySeeingHandlers: Handlers<typeof journeySeeingOperations> = {
  "journeys.simulate": simulateJourney,
};
