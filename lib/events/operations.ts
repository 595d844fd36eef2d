import { z } from "zod";
import { operation } from "../api/operation.ts";
import {
  eventDefinitionView,
  eventNameKey,
  eventNamesPage,
  eventSampleView,
  listEventNames,
  listEventSamples,
  systemEventView,
} from "./schema.ts";

export const eventsOperations = {
  "events.names": operation({
    method: "GET",
    path: "/events/names",
    summary: "The catalogue: every name seen, system or custom, how often and when",
    tag: "Events",
    input: listEventNames,
    output: eventNamesPage,
  }),
  "events.definition": operation({
    method: "GET",
    path: "/events/definition",
    summary: "One name of the catalogue with its properties, their types and a sample",
    tag: "Events",
    input: eventNameKey,
    output: eventDefinitionView,
  }),
  "events.samples": operation({
    method: "GET",
    path: "/events/samples",
    summary: "The newest events of a name",
    tag: "Events",
    input: listEventSamples,
    output: z.object({ items: z.array(eventSampleView) }),
  }),
  "events.system": operation({
    method: "GET",
    path: "/events/system",
    summary: "The system events and the groups that exports offer",
    tag: "Events",
    input: z.object({}),
    output: z.object({ items: z.array(systemEventView) }),
  }),
};
