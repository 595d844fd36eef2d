import { z } from "zod";
import { operation } from "../../api/operation.ts";
import { csvPreview } from "../../imports/schema.ts";
import { segmentView } from "../schema.ts";
import * as schema from "./schema.ts";

const tag = "Segments";
const all = "/segments/:id/imports";
const one = `${all}/:importId`;

export const listOperations = {
  "segments.lists.create": operation({
    method: "POST",
    path: "/segments/lists",
    summary: "Save a list: a segment whose members come from files",
    tag,
    input: schema.createList,
    output: segmentView,
    status: 201,
  }),
  "segments.lists.preview": operation({
    method: "POST",
    path: "/segments/lists/csv-preview",
    summary:
      "Columns and first rows of a CSV file, read as an import would, and which column tells who is meant",
    tag,
    input: csvPreview,
    output: schema.listPreview,
  }),
  "segments.lists.import": {
    method: "POST" as const,
    path: all,
    summary:
      "Add to, replace or remove members of a list by a CSV file (up to 1,000,000 rows) that is sent as the body, as it is or in gzip; it is applied once it is complete",
    tag,
    status: 201 as const,
    input: schema.importList,
    output: schema.listImportView,
    consumes: "csv" as const,
  },
  "segments.lists.imports": operation({
    method: "GET",
    path: all,
    summary: "The last 20 imports of a list, newest first",
    tag,
    input: schema.listImportsOf,
    output: z.object({ items: z.array(schema.listImportView) }),
  }),
  "segments.lists.importOf": operation({
    method: "GET",
    path: one,
    summary: "One import: how far it is, what came of it, and the first rows that were not taken",
    tag,
    input: schema.listImportOf,
    output: schema.listImportDetails,
  }),
  "segments.lists.notTakenCsv": {
    method: "GET" as const,
    path: `${one}/not-taken.csv`,
    summary:
      "Rows of an import that were refused (up to 10,000) or name nobody (up to 100,000), with line and reason as CSV",
    tag,
    input: schema.listImportOf,
    output: z.string(),
    produces: "csv" as const,
  },
};
