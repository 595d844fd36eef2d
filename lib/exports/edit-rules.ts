import { type DataType, dataTypeKinds } from "./data-types.ts";
import type { Frequency } from "./frequencies.ts";

export type ExportState = { status: string; frequency: Frequency; dataType: DataType };
export type Permission = { allowed: boolean; reason: string | null };

const yes: Permission = { allowed: true, reason: null };
function no(reason: string): Permission {
  return { allowed: false, reason };
}

const ended: Record<string, string> = { DONE: "It is done.", STOPPED: "It was stopped." };

/** Whether an export can be edited: recurring and live ones that are PENDING or RUNNING; the reason why not. */
export function mayEdit(state: ExportState, canWrite: boolean): Permission {
  if (!canWrite) {
    return no("Your role can look at exports but not change them.");
  }
  if (state.frequency === "one_time") {
    return no("A one-time export cannot be edited. Create a new one instead.");
  }
  const end = ended[state.status];
  return end ? no(`${end} Exports that are done or stopped cannot be edited.`) : yes;
}

/** Whether an export can be stopped: while it is PENDING or RUNNING; the reason why not. */
export function mayStop(state: ExportState, canWrite: boolean): Permission {
  if (!canWrite) {
    return no("Your role can look at exports but not stop them.");
  }
  const end = ended[state.status];
  return end ? no(`${end} Nothing is left to stop.`) : yes;
}

/** Why a changed data type or frequency is refused; null when it is fine. */
export function refusedChange(
  before: ExportState,
  after: { dataType: DataType; frequency: Frequency; everyHours: number | null },
): { field: "dataType" | "frequency" | "everyHours"; message: string } | null {
  if (dataTypeKinds[before.dataType].record !== dataTypeKinds[after.dataType].record) {
    return {
      field: "dataType",
      message: "An export cannot be switched between events and user profiles. Create a new one instead.",
    };
  }
  if (after.frequency === "one_time") {
    return {
      field: "frequency",
      message: "A recurring or live export cannot become a one-time export. Create a new one instead.",
    };
  }
  return refusedFrequency(after);
}

/** Why a data type cannot go out at a frequency; null when it can. */
export function refusedFrequency(given: {
  dataType: DataType;
  frequency: Frequency;
  everyHours: number | null;
}): { field: "frequency" | "everyHours"; message: string } | null {
  const profiles = dataTypeKinds[given.dataType].record === "profile";
  if (given.frequency === "live" && profiles) {
    return { field: "frequency", message: "User profiles are exported once or every 24 hours, not live." };
  }
  if (given.frequency === "recurring" && given.everyHours === null) {
    return { field: "everyHours", message: "Choose how often it runs: 4, 6, 8, 12 or 24 hours" };
  }
  if (given.frequency === "recurring" && profiles && given.everyHours !== 24) {
    return { field: "everyHours", message: "User profiles are exported every 24 hours only." };
  }
  return null;
}
