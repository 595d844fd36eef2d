import { z } from "zod";
import { instant } from "../../api/paging.ts";
import { importLimits } from "./limits.ts";

const id = z.uuid();
export const importModes = ["replace", "add"] as const;
export const importStatuses = ["UPLOADING", "APPLYING", "DONE", "FAILED"] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const csvPreview = z.object({
  text: z
    .string()
    .min(1, "The file is empty")
    .max(importLimits.previewChars, "At most 256 KB")
    .describe("The beginning of the file"),
  whole: z.boolean().default(false).describe("True when that is all of it"),
});
export type CsvPreview = z.output<typeof csvPreview>;

export const csvPreviewView = z.object({
  delimiter: z.string(),
  columns: z.array(z.string()),
  suggested: z.string().describe("The column that most likely holds the identity"),
  rows: z.array(z.object({ line: z.number(), values: z.array(z.string()) })),
});
export type CsvPreviewView = z.output<typeof csvPreviewView>;

export const importCsv = z.object({
  id,
  column: z
    .string()
    .trim()
    .min(1, "Name the column of the identity")
    .max(120)
    .describe("Name of the column that holds the identity"),
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

export const refusalView = z.object({ line: z.number(), reason: z.string(), text: z.string() });
export const importDetails = importView.extend({
  refusals: z.array(refusalView).describe("The first 100 refused rows; all that are kept are in the CSV"),
});
export type ImportDetails = z.output<typeof importDetails>;
