import { z } from "zod";
import { instant } from "../../api/paging.ts";
import { badRowView, csvBeginning, identityColumn, importStatuses } from "../../imports/schema.ts";
import { createSegment } from "../schema.ts";
import { identifiedByKinds } from "./identified-by.ts";

const id = z.uuid();
export const listModes = ["add", "replace", "remove"] as const;
export type ListMode = (typeof listModes)[number];

export const createList = createSegment.pick({ name: true, description: true, labels: true });
export type CreateList = z.output<typeof createList>;

const identifiedBy = z
  .enum(identifiedByKinds)
  .describe("What the column holds; `person_id`: Junction's own ids of people");

export const listPreview = csvBeginning.extend({
  suggested: z
    .object({ column: z.string(), identifiedBy })
    .describe("The column that most likely tells who is meant, and what it holds"),
});
export type ListPreview = z.output<typeof listPreview>;

export const importList = z.object({
  id,
  column: identityColumn,
  identifiedBy,
  mode: z
    .enum(listModes)
    .default("add")
    .describe(
      "`add`: who is in it stays; `replace`: who is not in the file leaves; `remove`: who is in it leaves",
    ),
  fileName: z.string().trim().max(200).default("people.csv"),
});
export type ImportList = z.output<typeof importList>;

export const listImportsOf = z.object({ id });
export const listImportOf = z.object({ id, importId: id });
export type ListImportOf = z.output<typeof listImportOf>;

export const listImportView = z.object({
  id: z.string(),
  segmentId: z.string(),
  fileName: z.string(),
  mode: z.enum(listModes),
  column: z.string(),
  identifiedBy,
  status: z
    .enum(importStatuses)
    .describe(
      "UPLOADING: nothing is changed yet; APPLYING: the file is complete; FAILED: nothing was changed",
    ),
  bytes: z.number(),
  rows: z.number().describe("Data rows read"),
  accepted: z.number().describe("Identities in them, each once"),
  refused: z.number(),
  repeated: z.number().describe("Rows of an identity that was there before"),
  applied: z.number().describe("Identities looked up so far"),
  percent: z.number().nullable().describe("Of looking up; null while the file comes in"),
  found: z.number().describe("People they belong to"),
  unknown: z
    .number()
    .describe("Identities of nobody; who comes to have one later is not in the list by that"),
  doubled: z.number().describe("Identities of a person whom another one had named"),
  entered: z.number(),
  left: z.number(),
  problem: z.string().nullable(),
  createdBy: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
});
export type ListImportView = z.output<typeof listImportView>;

export const listImportDetails = listImportView.extend({
  refusals: z
    .array(badRowView)
    .describe("The first 100 rows that were refused or name nobody; all that are kept are in the CSV"),
});
export type ListImportDetails = z.output<typeof listImportDetails>;
