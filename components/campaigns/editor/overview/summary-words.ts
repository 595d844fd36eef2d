import { runsAgain } from "@/lib/campaigns/document.ts";
import type { ChannelKit } from "@/lib/channels/kit.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { campaignOverviewMessages } from "@/lib/messages/campaign-overview.ts";
import { slotWords, waitWords } from "../../../form/when/time-words.ts";
import type { DraftEvents } from "../../../segments/draft.ts";
import { definitionWords, eventsAskedWords } from "../../../segments/words.ts";
import { contentOf, type EditorDraft, isLive, type Trigger } from "../draft.ts";
import { scheduleWords } from "../when/when-words.ts";
import { contentWords, type Line } from "./content-words.ts";

const words = campaignOverviewMessages.summary;
type NameOf = (id: string) => string;

export const eventsWords = (asked: DraftEvents): string =>
  asked.events.length === 0 ? "…" : eventsAskedWords(asked);

function triggerWords(trigger: Trigger, nameOf: NameOf): string {
  switch (trigger.kind) {
    case "action":
      return `As soon as they do ${eventsWords(trigger.did)}`;
    case "inaction": {
      const same = trigger.same ? ` of the same ${trigger.same.path.join(".")}` : "";
      const { did, didNot, within } = trigger;
      return `When they do ${eventsWords(did)} and not ${eventsWords(didNot)}${same} within ${waitWords(within)}`;
    }
    case "enters":
      return trigger.segmentId === "" ? words.unset : `When they enter ${nameOf(trigger.segmentId)}`;
  }
}

function targetWords(draft: EditorDraft, nameOf: NameOf): string {
  const { audience, trigger } = draft.who;
  if (draft.qualification === "external") {
    return words.external;
  }
  if (draft.qualification === "live") {
    return trigger ? triggerWords(trigger, nameOf) : words.unset;
  }
  if (audience?.kind === "saved") {
    return audience.segmentId === "" ? words.unset : nameOf(audience.segmentId);
  }
  return (audience && definitionWords(audience.definition, nameOf)) || words.unset;
}

/** Who is held back; null: nobody is. */
export function controlWords({ who: { controlGroups } }: EditorDraft, hasSystem: boolean): string | null {
  const { system, custom, percent } = controlGroups;
  const parts = [
    ...(system && hasSystem ? [words.system] : []),
    ...(custom.length > 0 ? [words.custom(custom.length)] : []),
    ...(percent === null ? [] : [words.own(percent)]),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}

function capWords(draft: EditorDraft): string {
  const { cap } = draft.who;
  const { caps } = words;
  switch (cap.kind) {
    case "all":
      return cap.hold === null ? caps.all : caps.hold(cap.hold);
    case "only":
      return isLive(draft) ? caps.only(cap.people) : caps.runOnly(cap.people);
    case "per_day":
      return caps.perDay(cap.people);
  }
}

function deliveryWords(draft: EditorDraft): string {
  const { ignoreLimits, quiet, userTimeZone, cutOff, frequency, throttle } = draft.when;
  const live = isLive(draft);
  const repeats = live || runsAgain(draft.when);
  const parts = [
    ...(ignoreLimits ? [words.ignore] : []),
    ...(quiet ? [words.quiet(quiet.hours.map(slotWords).join("; "), words.quietModes[quiet.mode])] : []),
    ...(!live && userTimeZone ? [`${words.zone}, ${words.zonePassed[userTimeZone.passed]}`] : []),
    ...(!live && cutOff !== null ? [words.cutOff(cutOff)] : []),
    ...(repeats && frequency.kind === "times" ? [words.times(frequency.times)] : []),
    ...(repeats && frequency.kind === "interval" ? [words.interval(frequency.minutes)] : []),
    ...(throttle === null ? [] : [words.throttle(throttle)]),
  ];
  const text = parts.join("; ") || words.plain;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

type Known = {
  kit: ChannelKit;
  zone: string;
  nameOf: NameOf;
  /** The account that carries it, by its nickname. */
  account: string | null;
  hasSystem: boolean;
};

/** A campaign in words, a line for each part. */
export function summaryOf(draft: EditorDraft, { kit, zone, nameOf, account, hasSystem }: Known): Line[] {
  const { goal, who, what } = draft;
  const message = contentWords(kit, contentOf(draft));
  return [
    { label: words.channel, text: kit.label },
    ...(kit.partners.length > 0 ? [{ label: words.account, text: account ?? words.unset }] : []),
    {
      label: words.qualification,
      text: campaignEditorMessages.qualification.kinds[draft.qualification].name,
    },
    {
      label: words.goal,
      text: goal
        ? words.goalWords(eventsWords(goal), waitWords(goal.within), goal.revenue?.join(".") ?? null)
        : words.noGoal,
    },
    { label: words.target, text: targetWords(draft, nameOf) },
    ...(isLive(draft) && who.filter
      ? [{ label: words.filter, text: definitionWords(who.filter, nameOf) || words.unset }]
      : []),
    { label: words.control, text: controlWords(draft, hasSystem) ?? words.noControl },
    { label: words.cap, text: capWords(draft) },
    {
      label: words.message,
      text: message.map(({ label, text }) => `${label}: ${text}`).join(" · ") || words.unset,
    },
    { label: words.missing, text: words.missingKinds[what.missing] },
    { label: words.schedule, text: scheduleWords(draft, zone) },
    { label: words.delivery, text: deliveryWords(draft) },
  ];
}
