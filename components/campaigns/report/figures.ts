import type { CampaignCounts, CampaignReport } from "@/lib/campaigns/schema.ts";
import { unreachableCodes } from "@/lib/campaigns/verdicts.ts";
import type { ChannelKit } from "@/lib/channels/kit.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import type { PeopleGroup } from "./people-group.ts";
import { percentWords } from "./uplift.ts";

const words = campaignReportMessages.figures;

export type Figure = {
  key: string;
  label: string;
  help?: string;
  /** null: not measured, and `help` says why */
  value: number | null;
  /** the people behind it */
  group: Partial<PeopleGroup>;
  note?: { text: string; group?: Partial<PeopleGroup> };
};

function share(part: number, whole: number, say: (percent: string) => string): Figure["note"] {
  return whole > 0 && part > 0 ? { text: say(percentWords((100 * part) / whole)) } : undefined;
}

/** Of a report that is not there yet: the figures that every report has. */
export const nothingCounted: CampaignCounts = {
  ...{ qualified: 0, waiting: 0, sent: 0, failed: 0, held: 0 },
  ...{ control: 0, viewed: 0, clicked: 0, converted: 0 },
};

/** What a report counts, in the order in which a message goes its way. */
export function figuresOf({
  counts,
  verdicts,
  kit,
  hasGoal,
}: {
  counts: CampaignCounts;
  verdicts: CampaignReport["verdicts"];
  kit: Pick<ChannelKit, "reportWords" | "sentEvent" | "tracks">;
  hasGoal: boolean;
}): Figure[] {
  const missed = verdicts
    .filter(({ code }) => code !== null && unreachableCodes.includes(code))
    .reduce((sum, { people }) => sum + people, 0);
  // Only a channel that calls somebody itself hears whether that arrived.
  const hears = kit.sentEvent === "Webhook Delivered";
  const ofSent = (part: number) => share(part, counts.sent, words.ofSent);
  const optional = (figure: Figure): Figure[] => (figure.value === 0 ? [] : [figure]);
  return [
    {
      key: "qualified",
      label: words.qualified,
      help: words.qualifiedHelp,
      value: counts.qualified,
      group: {},
    },
    {
      key: "reachable",
      label: words.reachable,
      help: words.reachableHelp,
      value: counts.qualified - missed,
      group: { reachable: "yes" },
      note: missed === 0 ? undefined : { text: words.unreachable(missed), group: { reachable: "no" } },
    },
    {
      key: "control",
      label: words.control,
      help: words.controlHelp,
      value: counts.control,
      group: { code: "control_group" },
      note: share(counts.control, counts.qualified, words.ofQualified),
    },
    ...optional({
      key: "held",
      label: words.held,
      help: words.heldHelp,
      value: counts.held,
      group: { status: "held" },
    }),
    ...optional({
      key: "waiting",
      label: words.waiting,
      help: words.waitingHelp,
      value: counts.waiting,
      group: { status: "waiting" },
    }),
    {
      key: "sent",
      label: kit.reportWords.sent,
      // Where sending is hearing that it arrived, one number says both; of the others nobody hears it (decision 081).
      ...(!hears && { help: words.untold }),
      value: counts.sent,
      group: { status: "sent" },
      note: share(counts.sent, counts.qualified, words.ofQualified),
    },
    // Of the others nobody could ever know it.
    ...(kit.tracks
      ? [
          {
            key: "viewed",
            label: words.viewed,
            value: counts.viewed,
            group: { did: "viewed" as const },
            note: ofSent(counts.viewed),
          },
          {
            key: "clicked",
            label: words.clicked,
            value: counts.clicked,
            group: { did: "clicked" as const },
            note: ofSent(counts.clicked),
          },
        ]
      : []),
    {
      key: "converted",
      label: words.converted,
      help: hasGoal ? words.convertedHelp : words.noGoal,
      value: hasGoal ? counts.converted : null,
      group: { did: "converted" },
      note: ofSent(counts.converted),
    },
    { key: "failed", label: kit.reportWords.failed, value: counts.failed, group: { status: "failed" } },
  ];
}
