import {
  IconArrowMerge,
  IconArrowsJoin,
  IconBolt,
  IconDeviceMobile,
  IconFileText,
  IconPackages,
  IconQuestionMark,
  IconUserCircle,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { CallType } from "@/lib/events/schema.ts";

type Face = { label: string; icon: ComponentType<{ size?: number | string; stroke?: number | string }> };

/** How each type of call is named and drawn. */
export const callFaces: Record<CallType, Face> = {
  track: { label: "Track", icon: IconBolt },
  page: { label: "Page", icon: IconFileText },
  screen: { label: "Screen", icon: IconDeviceMobile },
  identify: { label: "Identify", icon: IconUserCircle },
  group: { label: "Group", icon: IconUsersGroup },
  alias: { label: "Alias", icon: IconArrowsJoin },
  merge: { label: "Merge", icon: IconArrowMerge },
};

/** The face of a type as it stands in an address or a call that was refused, which may be anything. */
export function callFace(type: string): Face {
  const face = Object.entries(callFaces).find(([known]) => known === type)?.[1];
  return face ?? { label: type, icon: type === "batch" ? IconPackages : IconQuestionMark };
}
