import {
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconFilterOff,
  IconMinus,
  IconRefresh,
  IconTrash,
} from "@tabler/icons-react";
import type { Fate } from "@/lib/destinations/schema.ts";
import { fateWords } from "@/lib/messages/destinations.ts";
import { Chip, type Tone } from "../ui/chip.tsx";

export const fateFaces: Record<Fate, { tone: Tone; icon: typeof IconClock; moving?: boolean }> = {
  filtered: { tone: "grey", icon: IconFilterOff },
  waiting: { tone: "slate", icon: IconClock },
  delivered: { tone: "green", icon: IconCircleCheck },
  refused: { tone: "red", icon: IconCircleX },
  retrying: { tone: "blue", icon: IconRefresh, moving: true },
  discarded: { tone: "grey", icon: IconTrash },
  before: { tone: "grey", icon: IconMinus },
};

/** What became of a call at a destination; the tooltip says why. */
export function FateChip({ fate, reason }: { fate: Fate; reason?: string | null }) {
  const { tone, icon, moving } = fateFaces[fate];
  return (
    <Chip tone={tone} icon={icon} moving={moving} tooltip={reason ?? undefined}>
      {fateWords[fate]}
    </Chip>
  );
}
