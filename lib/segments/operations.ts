import { operation } from "../api/operation.ts";
import * as schema from "./schema.ts";

const tag = "Segments";
const one = "/segments/:id";

export const segmentOperations = {
  "segments.create": operation({
    method: "POST",
    path: "/segments",
    summary: "Save a segment",
    tag,
    input: schema.createSegment,
    output: schema.segmentView,
    status: 201,
  }),
  "segments.list": operation({
    method: "GET",
    path: "/segments",
    summary: "Segments, newest first",
    tag,
    input: schema.listSegments,
    output: schema.segmentPage,
  }),
  "segments.get": operation({
    method: "GET",
    path: one,
    summary: "One segment with its definition",
    tag,
    input: schema.segmentOf,
    output: schema.segmentView,
  }),
  "segments.update": operation({
    method: "PATCH",
    path: one,
    summary: "Rename, describe, label or redefine a segment",
    tag,
    input: schema.updateSegment,
    output: schema.segmentView,
  }),
  "segments.duplicate": operation({
    method: "POST",
    path: `${one}/duplicates`,
    summary: "Save the same definition under another name",
    tag,
    input: schema.segmentOf,
    output: schema.segmentView,
    status: 201,
  }),
  "segments.archive": operation({
    method: "POST",
    path: `${one}/archive`,
    summary: "Archive a segment; refused while another one asks for it",
    tag,
    input: schema.segmentOf,
    output: schema.segmentView,
  }),
  "segments.restore": operation({
    method: "POST",
    path: `${one}/restore`,
    summary: "Bring an archived segment back",
    tag,
    input: schema.segmentOf,
    output: schema.segmentView,
  }),
  "segments.reach": operation({
    method: "POST",
    path: "/segments/reach",
    summary:
      "How many people a definition means now, how many can be reached, and ten of them; nothing is kept",
    tag,
    input: schema.reachOf,
    output: schema.reachView,
  }),
  "segments.values": operation({
    method: "GET",
    path: "/segments/known-values",
    summary: "Texts that a property of an event, or of people, was lately seen with",
    tag,
    input: schema.knownValues,
    output: schema.knownValuesView,
  }),
  "segments.ofPerson": operation({
    method: "GET",
    path: "/people/:id/segments",
    summary: "Saved segments, newest first, each with whether the person is in it at this moment",
    tag,
    input: schema.segmentsOfPerson,
    output: schema.personSegmentPage,
  }),
  "segments.check": operation({
    method: "POST",
    path: "/segments/check",
    summary: "Why a definition means a person, or does not, condition by condition",
    tag,
    input: schema.checkPerson,
    output: schema.checkView,
  }),
};
