import {
  IconCircleCheck,
  IconClock,
  IconPencil,
  IconPlayerPause,
  IconPlayerStop,
  IconRefresh,
} from "@tabler/icons-react";
import type { JourneyRow } from "@/lib/journeys/schema.ts";
import type { JourneyStatus } from "@/lib/journeys/statuses.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { Chip, type Tone } from "../ui/chip.tsx";

const faces: Record<JourneyStatus, { tone: Tone; icon: typeof IconClock; moving?: true }> = {
  DRAFT: { tone: "slate", icon: IconPencil },
  SCHEDULED: { tone: "slate", icon: IconClock },
  RUNNING: { tone: "blue", icon: IconRefresh, moving: true },
  PAUSED: { tone: "amber", icon: IconPlayerPause },
  COMPLETED: { tone: "green", icon: IconCircleCheck },
  STOPPED: { tone: "grey", icon: IconPlayerStop },
};

/** How a journey stands; the tooltip says why. */
export function JourneyChip({ of }: { of: Pick<JourneyRow, "status" | "reason" | "waiting"> }) {
  const face = faces[of.status];
  return (
    <Chip {...face} tooltip={of.waiting ?? of.reason ?? undefined}>
      {journeysMessages.statuses[of.status]}
    </Chip>
  );
}
