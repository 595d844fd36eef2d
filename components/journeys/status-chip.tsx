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

type Standing = Pick<JourneyRow, "status" | "reason" | "waiting" | "goesOn">;

/** Why a journey stands as it does; null: there is nothing to say. */
export const whyOf = ({ waiting, reason, goesOn }: Standing): string | null =>
  waiting ?? reason ?? (goesOn ? journeysMessages.goesOn : null);

/** How a journey stands; the tooltip says why. */
export function JourneyChip({ of }: { of: Standing }) {
  const face = faces[of.status];
  return (
    <Chip {...face} tooltip={whyOf(of) ?? undefined}>
      {journeysMessages.statuses[of.status]}
    </Chip>
  );
}
