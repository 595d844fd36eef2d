import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleOff,
  IconClockPause,
  IconDeviceMobile,
  IconRefresh,
} from "@tabler/icons-react";
import type { DestinationView } from "@/lib/destinations/schema.ts";
import { stateWords } from "@/lib/messages/destinations.ts";
import { Chip, type Tone } from "../ui/chip.tsx";

type State = DestinationView["state"];

const faces: Record<State, { tone: Tone; icon: typeof IconCircleCheck; moving?: boolean }> = {
  sending: { tone: "green", icon: IconCircleCheck },
  waiting: { tone: "amber", icon: IconClockPause },
  trying: { tone: "blue", icon: IconRefresh, moving: true },
  halted: { tone: "red", icon: IconAlertTriangle },
  off: { tone: "grey", icon: IconCircleOff },
  device: { tone: "slate", icon: IconDeviceMobile },
};

/** Whether a destination sends, and if not, why, in the tooltip. */
export function DestinationState({ of }: { of: Pick<DestinationView, "state" | "problem"> }) {
  const { tone, icon, moving } = faces[of.state];
  return (
    <Chip tone={tone} icon={icon} moving={moving} tooltip={of.problem ?? undefined}>
      {stateWords[of.state]}
    </Chip>
  );
}
