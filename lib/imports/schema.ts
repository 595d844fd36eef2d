import { z } from "zod";
import { importLimits } from "./limits.ts";

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

export const csvBeginning = z.object({
  delimiter: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.object({ line: z.number(), values: z.array(z.string()) })),
});
export type CsvBeginning = z.output<typeof csvBeginning>;

/** The column by which people are told. */
export const identityColumn = z
  .string()
  .trim()
  .min(1, "Name the column of the identity")
  .max(importLimits.nameChars)
  .describe("Name of the column that holds the identity");

export const badRowView = z.object({ line: z.number(), reason: z.string(), text: z.string() });
export type BadRow = z.output<typeof badRowView>;
