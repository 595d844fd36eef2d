import { operation } from "../api/operation.ts";
import * as forgets from "./forgets/schema.ts";
import {
  listPeople,
  listTimeline,
  peoplePage,
  personDevices,
  personId,
  personView,
  timelinePage,
} from "./schema.ts";

export const peopleOperations = {
  "people.list": operation({
    method: "GET",
    path: "/people",
    summary: "People, last seen first; `search` finds by the beginning of any identifier or of the name",
    tag: "People",
    input: listPeople,
    output: peoplePage,
  }),
  "people.get": operation({
    method: "GET",
    path: "/people/:id",
    summary: "One person: properties, identifiers and merges; a merged id answers with the person it became",
    tag: "People",
    input: personId,
    output: personView,
  }),
  "people.timeline": operation({
    method: "GET",
    path: "/people/:id/events",
    summary: "A person's events, newest first",
    tag: "People",
    input: listTimeline,
    output: timelinePage,
  }),
  "people.devices": operation({
    method: "GET",
    path: "/people/:id/devices",
    summary: "Where push messages reach a person, tokens masked, also those that nothing is sent to any more",
    tag: "People",
    input: personId,
    output: personDevices,
  }),
  "people.forget": operation({
    method: "POST",
    path: "/people/:id/forget",
    summary: "Deletes a person here and, where told, at partners; nothing brings the person back",
    tag: "People",
    status: 201,
    input: forgets.forgetPerson,
    output: forgets.forgetView,
  }),
  "people.forgets.list": operation({
    method: "GET",
    path: "/forgets",
    summary: "Deletions of people, newest first, each with the partners' answers",
    tag: "People",
    input: forgets.listForgets,
    output: forgets.forgetPage,
  }),
  "people.forgets.get": operation({
    method: "GET",
    path: "/forgets/:id",
    summary: "One deletion with its progress and receipts",
    tag: "People",
    input: forgets.forgetId,
    output: forgets.forgetView,
  }),
  "people.forgets.retry": operation({
    method: "POST",
    path: "/forgets/:id/retry",
    summary: "Asks the partners again that did not delete the person",
    tag: "People",
    input: forgets.forgetId,
    output: forgets.forgetView,
  }),
};
