import { operation } from "../../api/operation.ts";
import { journeyOf } from "../schema.ts";
import { simulateJourney, simulation } from "../simulate/schema.ts";
import * as schema from "./schema.ts";

const tag = "Journeys";
const one = "/journeys/:id";

/** Reads of journeys that say what happened, and what would. */
export const journeySeeingOperations = {
  "journeys.report": operation({
    method: "GET",
    path: `${one}/report`,
    summary: "How many people came, where they are, how they went on and left",
    tag,
    input: schema.reportOfJourney,
    output: schema.journeyReport,
  }),
  "journeys.uplift": operation({
    method: "GET",
    path: `${one}/uplift`,
    summary: "How often those who entered reach a goal, against the control group",
    tag,
    input: journeyOf,
    output: schema.journeyUplift,
  }),
  "journeys.people": operation({
    method: "GET",
    path: `${one}/people`,
    summary: "The people behind a number of the report, the last ones first",
    tag,
    input: schema.listJourneyPeople,
    output: schema.journeyPeoplePage,
  }),
  "journeys.path": operation({
    method: "GET",
    path: `${one}/people/:personId/path`,
    summary: "The way that somebody went in a journey, with times and reasons, and their messages",
    tag,
    input: schema.pathOfPerson,
    output: schema.journeyPath,
  }),
  "journeys.check": operation({
    method: "GET",
    path: `${one}/check`,
    summary: "Where somebody is, or why they did not enter, and what would decide it now",
    tag,
    input: schema.checkJourneyPerson,
    output: schema.journeyCheck,
  }),
  "journeys.compare": operation({
    method: "GET",
    path: `${one}/compare`,
    summary: "What differs between two versions, or a version and the draft, and whom it concerns",
    tag,
    input: schema.compareVersions,
    output: schema.versionComparison,
  }),
  "journeys.ofPerson": operation({
    method: "GET",
    path: "/people/:id/journeys",
    summary: "Journeys that a person is in, then those that they were in",
    tag,
    input: schema.journeysOfPerson,
    output: schema.personJourneyPage,
  }),
  "journeys.names": operation({
    method: "POST",
    path: "/journeys/names",
    summary: "What the segments, audiences and journeys are called that nodes speak of",
    tag,
    input: schema.nameMentions,
    output: schema.mentionNames,
  }),
  "journeys.simulate": operation({
    method: "POST",
    path: "/journeys/simulate",
    summary: "Walk somebody through a draft by a script of events and a clock; nothing leaves",
    tag,
    input: simulateJourney,
    output: simulation,
  }),
};
