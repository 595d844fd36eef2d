import { IconCheck, IconCircleX, IconClock, IconHandStop } from "@tabler/icons-react";
import type { DeliveryStatus } from "@/lib/campaigns/verdicts.ts";
import { Chip, type Tone } from "../../ui/chip.tsx";

const faces: Record<DeliveryStatus, { tone: Tone; icon: typeof IconCheck }> = {
  waiting: { tone: "slate", icon: IconClock },
  sent: { tone: "green", icon: IconCheck },
  failed: { tone: "red", icon: IconCircleX },
  held: { tone: "grey", icon: IconHandStop },
};

/** What became of one message to one person, by the name that reports give it. */
export function OutcomeChip({ status, label }: { status: DeliveryStatus; label: string }) {
  return <Chip {...faces[status]}>{label}</Chip>;
}
