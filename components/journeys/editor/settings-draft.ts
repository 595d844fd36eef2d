import { z } from "zod";
import { controlGroups, count, hasEvents, pathOrNone, quiet } from "../../form/draft-parts.ts";
import type { DraftEvents } from "../../segments/draft.ts";
import { journeyWaitOrNone, type PeopleDraft, people } from "../nodes/node-drafts.ts";

/** `people`: it is reached by past behaviour. */
export type GoalDraft = DraftEvents & { id: string; name: string; revenue?: string[]; people?: PeopleDraft };
const goal = z
  .custom<GoalDraft>((value) => hasEvents(value) && "id" in value && "name" in value)
  .transform(
    (value): GoalDraft => ({
      ...value,
      revenue: pathOrNone.parse(value.revenue),
      ...(value.people && { people: people.parse(value.people) }),
    }),
  );

/** A journey's settings while they are edited: what no editor could have made is begun anew. */
export const settingsDraft = z.object({
  reentry: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("never") }),
      z.object({ kind: z.literal("after_exit"), rest: journeyWaitOrNone }),
    ])
    .catch({ kind: "never" }),
  timeout: journeyWaitOrNone,
  goals: z.array(goal).catch([]),
  cap: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("all") }),
      z.object({ kind: z.literal("only"), people: count }),
      z.object({ kind: z.literal("per_day"), people: count }),
    ])
    .catch({ kind: "all" }),
  controlGroups,
  quiet: quiet.nullable().catch(null),
  zone: z.enum(["workspace", "user"]).catch("workspace"),
  ignoreLimits: z.boolean().catch(false),
  freshMinutes: count,
});
export type SettingsDraft = z.output<typeof settingsDraft>;
