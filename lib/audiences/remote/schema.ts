import { z } from "zod";
import { importModes } from "../imports/schema.ts";

/** Which audience that a partner keeps. */
export const remoteChoice = z.object({
  connectionId: z.uuid("Choose a connection").describe("A connection whose partner lists its audiences"),
  audienceId: z.string().trim().min(1, "Choose an audience").max(100).describe("Its id at the partner"),
  column: z
    .string()
    .trim()
    .max(120)
    .optional()
    .describe("Column with the identity; the one that the partner names unless told"),
});
export type RemoteChoice = z.output<typeof remoteChoice>;

/** What is kept of an audience that is imported from a partner. */
export const remoteDefinition = z.object({
  connectionId: z.uuid(),
  audienceId: z.string(),
  /** as it was called when it was chosen */
  audienceName: z.string(),
  /** null: the one that the partner names, whenever it is imported */
  column: z.string().nullable(),
});
export type RemoteDefinition = z.output<typeof remoteDefinition>;

export const importAgain = z.object({
  id: z.uuid(),
  mode: z
    .enum(importModes)
    .default("replace")
    .describe("`replace`: who is not in the partner's list any more leaves; `add`: they stay"),
});
export type ImportAgain = z.output<typeof importAgain>;
