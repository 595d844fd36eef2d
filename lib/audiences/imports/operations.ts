import { z } from "zod";
import { operation } from "../../api/operation.ts";
import { csvPreview } from "../../imports/schema.ts";
import * as schema from "./schema.ts";

const tag = "Audiences";
const all = "/audiences/:id/imports";
const one = `${all}/:importId`;

export const importOperations = {
  "audiences.csvPreview": operation({
    method: "POST",
    path: "/audiences/csv-preview",
    summary: "Columns and first rows of a CSV file, read as an import would",
    tag,
    input: csvPreview,
    output: schema.csvPreviewView,
  }),
  "audiences.imports.create": {
    method: "POST" as const,
    path: all,
    summary:
      "Import users from a CSV file (up to 1,000,000 rows) that is sent as the body, as it is or in gzip; it is applied once it is complete",
    tag,
    status: 201 as const,
    input: schema.importCsv,
    output: schema.importView,
    consumes: "csv" as const,
  },
  "audiences.imports.list": operation({
    method: "GET",
    path: all,
    summary: "The last 20 imports of an audience, newest first",
    tag,
    input: schema.importsOf,
    output: z.object({ items: z.array(schema.importView) }),
  }),
  "audiences.imports.get": operation({
    method: "GET",
    path: one,
    summary: "One import: how far it is, what came of it, and its first refused rows",
    tag,
    input: schema.importOf,
    output: schema.importDetails,
  }),
  "audiences.imports.refusedCsv": {
    method: "GET" as const,
    path: `${one}/refused.csv`,
    summary: "Refused rows of an import (up to 10,000) with line and reason as CSV",
    tag,
    input: schema.importOf,
    output: z.string(),
    produces: "csv" as const,
  },
};
