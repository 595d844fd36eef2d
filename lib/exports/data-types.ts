import { allSystemEventNames, engagementEventNames } from "../events/system-events.ts";

export const dataTypes = ["all_system", "selected", "engagement", "all", "profiles"] as const;
export type DataType = (typeof dataTypes)[number];

export type DataTypeKind = {
  label: string;
  help: string;
  /** What one record is: an event or a person. */
  record: "event" | "profile";
  /** The names that belong to it: a fixed list, those the user chose, or every name. */
  names: readonly string[] | "chosen" | "every";
};

/** What an export can carry. */
export const dataTypeKinds: Record<DataType, DataTypeKind> = {
  all_system: {
    label: "All System Events",
    help: "Every event that Junction and its channels record by themselves.",
    record: "event",
    names: allSystemEventNames,
  },
  selected: {
    label: "Selected Events",
    help: "Only the events that you choose from the catalogue.",
    record: "event",
    names: "chosen",
  },
  engagement: {
    label: "Engagement Events",
    help: "How people answered to messages: sent, viewed, clicked, replied, unsubscribed and the like.",
    record: "event",
    names: engagementEventNames,
  },
  all: {
    label: "All Events",
    help: "System events and your own, whatever their name.",
    record: "event",
    names: "every",
  },
  profiles: {
    label: "User Profiles",
    help: "One record for each person with all properties; later runs only send people who changed.",
    record: "profile",
    names: "every",
  },
};

/** The names that an export takes; null for every name. */
export function namesOf(dataType: DataType, chosen: readonly string[]): string[] | null {
  const { names } = dataTypeKinds[dataType];
  return names === "every" ? null : names === "chosen" ? [...new Set(chosen)] : [...names];
}
