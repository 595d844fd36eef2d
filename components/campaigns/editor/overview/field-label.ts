import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { campaignWhenMessages as words } from "@/lib/messages/campaign-when.ts";

const { recurring, live, date: dates } = words;

/** Fields of a campaign's document that several things are asked in, and what the page calls them. */
const labels: [RegExp, string][] = [
  [/^when\.past\.at$/, dates.at],
  [/^when\.past\.recurrence\.from$/, recurring.from],
  [/^when\.past\.recurrence\.time$/, recurring.time],
  [/^when\.past\.recurrence\.repeat/, recurring.every],
  [/^when\.past\.recurrence\.ends\.day$/, recurring.endDay],
  [/^when\.past\.recurrence\.ends\.runs$/, recurring.endRuns],
  [/^when\.start\.at$/, live.startAt],
  [/^when\.end\.at$/, live.endAt],
  [/^when\.delay/, live.delayCount],
  [/^when\.quiet/, words.quiet.title],
  [/^when\.cutOff$/, words.cutOff.at],
  [/^when\.frequency/, words.preferences.frequency],
  [/^when\.throttle$/, words.preferences.throttle],
  [/^who\.cap/, campaignEditorMessages.cap.live],
  [/^who\.controlGroups\.percent$/, campaignEditorMessages.control.own],
  [/^goal\.events/, campaignEditorMessages.goal.event],
  [/^goal\.within/, campaignEditorMessages.goal.within],
];

/** The name of the field of a problem; undefined where the problem itself, or its place, says it. */
export function fieldLabel(path: string): string | undefined {
  const date = /^when\.past\.also\.(\d+)$/.exec(path)?.[1];
  return date === undefined
    ? labels.find(([pattern]) => pattern.test(path))?.[1]
    : dates.also(Number(date) + 2);
}
