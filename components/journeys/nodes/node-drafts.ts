import { z } from "zod";
import type { JsonObject } from "@/lib/kernel/json.ts";
import {
  choice,
  count,
  definition,
  events,
  frequency,
  hasEvents,
  isList,
  messageParts,
  noEvents,
  recurrence,
  text,
} from "../../form/draft-parts.ts";
import { type DraftFilter, type DraftTest, emptyDraft } from "../../segments/draft.ts";

/*
 * Settings of nodes while they are edited: what no editor could have made is begun anew, all else stays, however unfinished.
 */
export const journeyWaitUnits = ["minutes", "hours", "days"] as const;
const waitShape = z.object({ count, unit: choice(journeyWaitUnits) });
export type JourneyWait = z.output<typeof waitShape>;
export const oneDay: JourneyWait = { count: 1, unit: "days" };
export const journeyWait = waitShape.catch(oneDay);
export const journeyWaitOrNone = waitShape.nullable().catch(null);
const path = z.array(z.string()).catch([]);
const clockOrNone = z.string().nullable().catch(null);
const filters = z.custom<DraftFilter[]>(isList).catch([]);
const id = z.string().catch("");

const did = events.catch(noEvents);
const filter = definition.nullable().catch(null);

export const people = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("saved"), segmentId: id }),
    z.object({ kind: z.literal("new"), definition }),
  ])
  .catch({ kind: "saved", segmentId: "" });
export type PeopleDraft = z.output<typeof people>;
export const newPeople: PeopleDraft = { kind: "new", definition: emptyDraft };

const timeline = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("once"), at: z.string().nullable().catch(null) }),
    z.object({ kind: z.literal("dates"), dates: z.array(text).catch([]) }),
    z.object({ kind: z.literal("recurring"), recurrence }),
  ])
  .catch({ kind: "once", at: null });
export type TimelineDraft = z.output<typeof timeline>;

const date = z
  .object({
    of: choice(["person", "event"]),
    path,
    days: z.number().catch(0),
    at: clockOrNone,
    yearly: z.boolean().catch(false),
  })
  .catch({ of: "person", path: [], days: 0, at: "09:00", yearly: false });
export type DateDraft = z.output<typeof date>;

const address = z
  .object({ op: choice(["contains", "equals", "starts_with", "ends_with"]), value: text })
  .catch({ op: "contains", value: "" });
export type AddressDraft = z.output<typeof address>;
const page = z
  .object({ url: address, where: filters })
  .catch({ url: { op: "contains", value: "" }, where: [] });
const from = z
  .object({ referrer: address, where: filters })
  .catch({ referrer: { op: "contains", value: "" }, where: [] });

const until = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("duration"), wait: journeyWait, at: clockOrNone }),
    z.object({ kind: z.literal("clock"), at: text, weekdays: z.array(z.number()).catch([]) }),
    z.object({ kind: z.literal("date"), date }),
  ])
  .catch({ kind: "duration", wait: oneDay, at: null });
export type UntilDraft = z.output<typeof until>;

const test = z
  .custom<DraftTest>((value) => typeof value === "object" && value !== null)
  .catch({ type: "text", op: "equals", value: "" });
const condition = z.object({ of: choice(["person", "event"]), path, test });
export type SplitCondition = z.output<typeof condition>;
const branch = { id, name: text };
const splitPath = z.object({
  ...branch,
  match: choice(["all", "any"]),
  conditions: z.array(condition).catch([]),
});
export type SplitPath = z.output<typeof splitPath>;
const abPath = z.object({ ...branch, percent: z.number().catch(0) });
export type AbPath = z.output<typeof abPath>;
const waitBranch = z.object({
  ...branch,
  did,
  key: z.object({ mine: path, theirs: path }).nullable().catch(null),
});
export type WaitBranch = z.output<typeof waitBranch>;
const abGoal = z.custom<z.output<typeof events> & { within: JourneyWait }>(
  (value) => hasEvents(value) && "within" in value && waitShape.safeParse(value.within).success,
);

export type AbGoal = z.output<typeof abGoal>;

const update = z.object({ property: text, how: choice(["set", "add", "remove"]), value: text });
export type UpdateDraft = z.output<typeof update>;

export const drafts = {
  people: z.object({ people }),
  entrySegment: z.object({ people, timeline }),
  action: z.object({ did, filter }),
  inaction: z.object({
    did,
    didNot: did,
    within: journeyWait,
    same: z.array(z.string()).nullable().catch(null),
  }),
  date: z.object({ date }),
  page: z.object({ page }),
  referrer: z.object({ from }),
  pageCount: z.object({ pages: page, count: count.catch(3), within: journeyWait }),
  timed: z.object({ timeout: journeyWaitOrNone }),
  journey: z.object({ journeyId: id, when: choice(["left", "entered", "goal"]) }),
  delay: z.object({ until }),
  split: z.object({ paths: z.array(splitPath).catch([]) }),
  abSplit: z.object({
    mode: choice(["manual", "automatic"]),
    paths: z.array(abPath).catch([]),
    goal: abGoal.nullable().catch(null),
    also: z.array(abGoal).catch([]),
  }),
  waitForEvent: z.object({ branches: z.array(waitBranch).catch([]), timeout: journeyWait }),
  profileUpdate: z.object({ updates: z.array(update).catch([]) }),
  audience: z.object({ audienceId: id }),
  message: z.object({
    ...messageParts,
    ignoreQuiet: z.boolean().catch(false),
    frequency,
    waitFor: journeyWait,
  }),
};
export type InactionDraft = z.output<typeof drafts.inaction>;

/** Settings with some of them changed, as they are kept. */
export const asJson = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;
