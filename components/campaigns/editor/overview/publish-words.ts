import type { ChannelKit } from "@/lib/channels/kit.ts";
import { campaignOverviewMessages, peopleWords } from "@/lib/messages/campaign-overview.ts";
import type { EditorDraft } from "../draft.ts";
import { scheduleWords } from "../when/when-words.ts";

const words = campaignOverviewMessages.publish;

type Known = { kit: ChannelKit; zone: string; gets: number | null; exceeds: boolean; asks?: boolean };

/** What happens once a campaign is published, in a sentence; `asks`: the confirmation only asks another member for it. */
export function consequenceOf(draft: EditorDraft, { kit, zone, gets, exceeds, asks = false }: Known): string {
  switch (draft.qualification) {
    case "external":
      return words.called;
    case "live":
      return words.reacts(scheduleWords(draft, zone));
    case "past":
    case "list":
      if (exceeds && draft.when.past.kind === "now") {
        return words.held;
      }
      return draft.when.past.kind === "now"
        ? (asks ? words.sendsOnceApproved : words.sendsNow)(
            gets === null ? words.somebody : peopleWords(gets),
            kit.label,
          )
        : words.sendsLater(scheduleWords(draft, zone));
  }
}
