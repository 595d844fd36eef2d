import { z } from "zod";
import type { CampaignDraft } from "@/lib/campaigns/document.ts";
import type { Qualification } from "@/lib/channels/kit.ts";
import type { JsonObject } from "@/lib/kernel/json.ts";
import {
  choice,
  controlGroups,
  count,
  definition,
  events,
  frequency,
  hasEvents,
  messageParts,
  pathOrNone,
  quiet,
  recurrence,
  text,
  wait,
} from "../../form/draft-parts.ts";
import { contentOf as messageContentOf } from "../../message/message-context.tsx";
import type { DraftEvents } from "../../segments/draft.ts";

const path = z.array(z.string());

const audience = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("new"), definition }),
  z.object({ kind: z.literal("saved"), segmentId: text }),
]);
const trigger = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("action"), did: events }),
  z.object({
    kind: z.literal("inaction"),
    did: events,
    didNot: events,
    within: wait,
    same: z.object({ path }).nullable().catch(null),
  }),
  z.object({ kind: z.literal("enters"), segmentId: text }),
]);
const cap = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all"), hold: z.number().nullable().catch(null) }),
  z.object({ kind: z.literal("only"), people: count }),
  z.object({ kind: z.literal("per_day"), people: count }),
]);

const who = z.looseObject({
  audience: audience.nullable().catch(null),
  trigger: trigger.nullable().catch(null),
  filter: definition.nullable().catch(null),
  controlGroups,
  cap: cap.catch({ kind: "all", hold: null }),
});

const what = z.looseObject(messageParts);

const moment = z.object({ kind: z.literal("at"), at: text });
const when = z.looseObject({
  past: z
    .discriminatedUnion("kind", [
      z.object({ kind: z.literal("now") }),
      z.object({ kind: z.literal("later"), at: text, also: z.array(text).catch([]) }),
      z.object({ kind: z.literal("recurring"), recurrence }),
    ])
    .catch({ kind: "now" }),
  start: z.discriminatedUnion("kind", [z.object({ kind: z.literal("now") }), moment]).catch({ kind: "now" }),
  end: z
    .discriminatedUnion("kind", [z.object({ kind: z.literal("never") }), moment])
    .catch({ kind: "never" }),
  delay: wait.nullable().catch(null),
  quiet: quiet.nullable().catch(null),
  userTimeZone: z
    .object({ passed: choice(["next_day", "drop"]) })
    .nullable()
    .catch(null),
  cutOff: z.string().nullable().catch(null),
  ignoreLimits: z.boolean().catch(false),
  frequency,
  throttle: z.number().nullable().catch(null),
});

const conversionTime = z.object({ count: z.number(), unit: z.enum(["minutes", "hours", "days"]) });
type GoalDraft = DraftEvents & { within: z.output<typeof conversionTime>; revenue?: string[] };
const goal = z
  .custom<GoalDraft>(
    (value) => hasEvents(value) && "within" in value && conversionTime.safeParse(value.within).success,
  )
  .transform((value): GoalDraft => ({ ...value, revenue: pathOrNone.parse(value.revenue) }));

/** A campaign while it is edited: a document's shape with anything missing. */
const editorDraft = z.object({
  qualification: z.custom<Qualification>(),
  goal: goal.nullable().catch(null),
  who,
  what,
  when,
});
export type EditorDraft = z.output<typeof editorDraft>;
export type Who = EditorDraft["who"];
export type What = EditorDraft["what"];
export type When = EditorDraft["when"];
export type Goal = NonNullable<EditorDraft["goal"]>;
export type Trigger = NonNullable<Who["trigger"]>;

/** What is kept of a campaign, as something to edit. What no editor could have made of it is begun anew. */
export function readDraft(draft: CampaignDraft): EditorDraft {
  return editorDraft.parse(draft);
}

/**
 * A document as it would be published: without what its way of qualifying does not ask for. The page keeps that for the
 * case that the old way is chosen again.
 */
export function askedOf(draft: EditorDraft): EditorDraft {
  const { qualification, who: asked, when: given } = draft;
  const live = isLive(draft);
  return {
    ...draft,
    who: {
      ...asked,
      audience: live ? null : asked.audience,
      trigger: qualification === "live" ? asked.trigger : null,
      filter: live ? asked.filter : null,
    },
    when: live
      ? { ...given, past: { kind: "now" }, userTimeZone: null, cutOff: null }
      : { ...given, start: { kind: "now" }, end: { kind: "never" }, delay: null },
  };
}

/** What is edited, as it is kept. */
export function draftToSave(draft: EditorDraft): CampaignDraft {
  return JSON.parse(JSON.stringify(askedOf(draft))) as CampaignDraft;
}

/** Whether people come to the message one after the other, and not in runs. */
export const isLive = ({ qualification }: Pick<EditorDraft, "qualification">): boolean =>
  qualification === "live" || qualification === "external";

/** The content as an object, whatever is kept. */
export const contentOf = ({ what: message }: EditorDraft): JsonObject => messageContentOf(message);

/**
 * With other ways in which people come to the message. What stands under the old ways stays where it is, except that a
 * list is not a segment of one's own, and that a limit per day goes where there are no days.
 */
export function withQualification(draft: EditorDraft, qualification: Qualification): EditorDraft {
  const { audience: asked, cap: limit, ...rest } = draft.who;
  const live = isLive({ qualification });
  const nextAudience = qualification === "list" && asked?.kind === "new" ? null : asked;
  const nextCap =
    !live && limit.kind === "per_day"
      ? { kind: "only" as const, people: limit.people }
      : live && limit.kind === "all"
        ? { kind: "all" as const, hold: null }
        : limit;
  return { ...draft, qualification, who: { ...rest, audience: nextAudience, cap: nextCap } };
}
