import { operation } from "../../api/operation.ts";
import { simulateJourney, simulation } from "../simulate/schema.ts";

const tag = "Journeys";

/** Reads of journeys that say what happened, and what would. */
export const journeySeeingOperations = {
  "journeys.simulate": operation({
    method: "POST",
    path: "/journeys/simulate",
    summary: "Walk somebody through a draft by a script of events and a clock; nothing leaves",
    tag,
    input: simulateJourney,
    output: simulation,
  }),
};
