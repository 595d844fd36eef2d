import {
  IconCloudDataConnection,
  IconCloudDownload,
  IconFileTypeCsv,
  IconFilter,
  IconMoodSmile,
  IconUsersGroup,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import { audienceOrigins, type OriginId } from "@/lib/audiences/origins.ts";

type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>;

const icons: Record<OriginId, Icon> = {
  eventbridge: IconCloudDataConnection,
  csv: IconFileTypeCsv,
  storyly: IconCloudDownload,
  story: IconMoodSmile,
  people: IconUsersGroup,
  segment: IconFilter,
};

/** How an origin is named and drawn; what another version stored is shown by its id. */
export function originFace(id: string): { label: string; icon: Icon } {
  return Object.hasOwn(audienceOrigins, id)
    ? { label: audienceOrigins[id as OriginId].label, icon: icons[id as OriginId] }
    : { label: id, icon: IconCloudDataConnection };
}
