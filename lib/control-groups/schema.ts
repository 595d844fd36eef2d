import { z } from "zod";
import { line } from "../access/fields.ts";
import { instant } from "../api/paging.ts";
import { controlGroupLimits } from "./limits.ts";

const id = z.uuid();
export const controlGroupKinds = ["system", "custom"] as const;
export type ControlGroupKind = (typeof controlGroupKinds)[number];

const { percentFrom, percentTo } = controlGroupLimits;
const words = `Between ${percentFrom} and ${percentTo} %`;
const percent = z
  .number("Give a number")
  .min(percentFrom, words)
  .max(percentTo, words)
  .refine((value) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-6, "At most one decimal")
  .describe("Of all people; at most one decimal");
const name = line("a name", 80).describe("Unique in the workspace, whatever its case");

export const controlGroupOf = z.object({ id });
export type ControlGroupOf = z.output<typeof controlGroupOf>;

export const createControlGroup = z.object({ kind: z.enum(controlGroupKinds), name, percent });
export type CreateControlGroup = z.output<typeof createControlGroup>;

export const updateControlGroup = z.object({ id, name: name.optional(), percent: percent.optional() });
export type UpdateControlGroup = z.output<typeof updateControlGroup>;

export const controlGroupView = z.object({
  id,
  kind: z
    .enum(controlGroupKinds)
    .describe(
      "system: kept out of every campaign unless one says otherwise; custom: where a campaign names it",
    ),
  name: z.string(),
  percent: z.number(),
  createdBy: z.string(),
  createdAt: instant,
  changedAt: instant,
});
export type ControlGroupView = z.output<typeof controlGroupView>;

export const controlGroupList = z.object({ items: z.array(controlGroupView) });
export type ControlGroupList = z.output<typeof controlGroupList>;

export const controlGroupCounts = z.object({
  of: z.number().describe("All people of the workspace"),
  items: z.array(z.object({ id, people: z.number().describe("Who are in it at this moment") })),
});
export type ControlGroupCounts = z.output<typeof controlGroupCounts>;

export const controlGroupsOfPerson = z.object({ id });
export type ControlGroupsOfPerson = z.output<typeof controlGroupsOfPerson>;
