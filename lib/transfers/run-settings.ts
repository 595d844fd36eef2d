import { z } from "zod";

/** Where a run looks for differences between the audience and what the partner holds. */
export const transferScopes = ["all", "changed", "refused", "list"] as const;
export type TransferScope = (typeof transferScopes)[number];

/** Column `transfer_runs.settings`: what the run brings, as it was when it began. */
export const transferRunSettings = z.object({
  connectionId: z.uuid(),
  audienceId: z.uuid(),
  /** The value that members get: the audience's name. */
  name: z.string(),
  /** What the partner's kit asked for. */
  values: z.record(z.string(), z.string()),
  /** Names of members' properties, for partners that take a table. */
  columns: z.array(z.string()),
});
export type TransferRunSettings = z.output<typeof transferRunSettings>;

/** The place of a member in its scope: what a run goes on after. */
export const memberKey = z.object({ tx: z.string(), identity: z.string() });
export type MemberPlace = z.output<typeof memberKey>;
