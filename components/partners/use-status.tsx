import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleOff,
  IconClock,
  IconClockPause,
  IconDeviceMobile,
  IconLoader2,
} from "@tabler/icons-react";
import type { ConnectionUses } from "@/lib/integrations/schema.ts";
import { useStatusWords } from "@/lib/messages/partners.ts";
import { Chip, type Tone } from "../ui/chip.tsx";

type Status = ConnectionUses["items"][number]["status"];

const faces: Record<Status, { tone: Tone; icon: typeof IconClock; moving?: boolean }> = {
  PENDING: { tone: "slate", icon: IconClock },
  RUNNING: { tone: "blue", icon: IconLoader2, moving: true },
  ON: { tone: "green", icon: IconCircleCheck },
  WAITING: { tone: "amber", icon: IconClockPause },
  HALTED: { tone: "red", icon: IconAlertTriangle },
  OFF: { tone: "grey", icon: IconCircleOff },
  DEVICE: { tone: "slate", icon: IconDeviceMobile },
};

/** How something that uses a connection stands. */
export function UseStatus({ status }: { status: Status }) {
  const { tone, icon, moving } = faces[status];
  return (
    <Chip tone={tone} icon={icon} moving={moving}>
      {useStatusWords[status]}
    </Chip>
  );
}
