import { z } from "zod";
import { instant } from "../../api/paging.ts";
import { badRowView, csvBeginning, identityColumn, importStatuses } from "../../imports/schema.ts";

const id = z.uuid();
export const importModes = ["replace", "add"] as const;

export const csvPreviewView = csvBeginning.extend({
  suggested: z.string().describe("The column that most likely holds the identity"),
});
export type CsvPreviewView = z.output<typeof csvPreviewView>;

export const importCsv = z.object({
  id,
  column: identityColumn,
  mode: z
    .enum(importModes)
    .default("add")
    .describe("`replace`: who is not in the file leaves; `add`: they stay"),
  fileName: z.string().trim().max(200).default("users.csv"),
});
export type ImportCsv = z.output<typeof importCsv>;

export const importsOf = z.object({ id });
export const importOf = z.object({ id, importId: id });

export const importView = z.object({
  id: z.string(),
  audienceId: z.string(),
  fileName: z.string(),
  mode: z.enum(importModes),
  column: z.string(),
  status: z
    .enum(importStatuses)
    .describe(
      "UPLOADING: nothing is changed yet; APPLYING: the file is complete; FAILED: nothing was changed",
    ),
  bytes: z.number(),
  rows: z.number().describe("Data rows read"),
  accepted: z.number().describe("Users found in them"),
  refused: z.number(),
  repeated: z.number().describe("Rows of an identity that was there before; the last row counts"),
  applied: z.number().describe("Users brought into the audience so far"),
  percent: z.number().nullable().describe("Of applying; null while the file comes in"),
  joined: z.number(),
  left: z.number(),
  problem: z.string().nullable(),
  fetched: z.boolean().describe("True: a worker reads the file from the partner that keeps it"),
  createdBy: z.string(),
  createdAt: instant,
  endedAt: instant.nullable(),
});
export type ImportView = z.output<typeof importView>;

export const importDetails = importView.extend({
  refusals: z.array(badRowView).describe("The first 100 refused rows; all that are kept are in the CSV"),
});
export type ImportDetails = z.output<typeof importDetails>;
