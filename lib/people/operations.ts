import { operation } from "../api/operation.ts";
import { listPeople, listTimeline, peoplePage, personId, personView, timelinePage } from "./schema.ts";

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
};
