import { campaignDocument } from "@/lib/campaigns/document.ts";
import { leftOutNow } from "@/lib/campaigns/left-out.ts";
import { quietUntil } from "@/lib/delivery/when/quiet-until.ts";
import { inZone } from "@/lib/kernel/in-zone.ts";
import { campaignOverviewMessages } from "@/lib/messages/campaign-overview.ts";
import { type EditorDraft, isLive } from "../draft.ts";

const words = campaignOverviewMessages.warnings;

/**
 * What Do Not Disturb hours make of the first of the next runs that lies in them, for whoever has the workspace's clocks; with
 * delivery on each person's clocks that is everybody. Null where none does.
 */
export function quietWarning(draft: EditorDraft, runs: readonly string[], zone: string): string | null {
  const { data: document } = campaignDocument.safeParse(draft);
  const quiet = document?.when.quiet;
  if (!document || !quiet || isLive(draft)) {
    return null;
  }
  for (const run of runs) {
    const at = new Date(run);
    const { cutOff, quiet: discarded } = leftOutNow(
      document,
      { planned: { at, zone }, begunAt: at },
      [{ zone: null, people: 1 }],
      at,
    );
    const free = quietUntil(quiet.hours, zone, at);
    if (discarded > 0) {
      return words.quietDiscards(inZone(at, zone));
    }
    if (cutOff > 0) {
      return words.quietCutsOff(inZone(at, zone));
    }
    if (free !== null && free > at) {
      return words.quietDelays(inZone(at, zone), inZone(free, zone));
    }
  }
  return null;
}
