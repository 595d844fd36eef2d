import { dayIn, nextRunAt, startOfDay } from "../delivery/schedule.ts";
import { Fault } from "../kernel/fault.ts";
import type { Json } from "../kernel/json.ts";
import { dataTypeKinds } from "./data-types.ts";
import { refusedChange } from "./edit-rules.ts";
import type { EditExport, ExportView } from "./schema.ts";

function invalid(field: string, message: string): Fault {
  return new Fault("invalid", `${field}: ${message}`, { problems: [{ path: field, field, message }] });
}

export type DecidedEdit = {
  data: {
    dataType: ExportView["dataType"];
    eventNames: string[];
    identifierPriority: string[];
    frequency: ExportView["frequency"];
    everyHours: number | null;
    startAt: Date;
    nextRunAt: Date | null;
  };
  /** What the audit compares. */
  before: Record<string, Json>;
  after: Record<string, Json>;
};

/**
 * What an edit makes of an export. A changed frequency restarts the cycle at 12:00 a.m. of the given day; what has been
 * sent stays sent and nothing in between is left out. Throws `invalid` with the field for changes that are not possible.
 */
export function decideEdit(
  current: ExportView,
  edit: EditExport,
  { now, liveRunOpen }: { now: Date; liveRunOpen: boolean },
): DecidedEdit {
  const zone = current.timeZone;
  const frequency = edit.frequency ?? current.frequency;
  const everyHours = frequency === "recurring" ? (edit.everyHours ?? current.everyHours) : null;
  const dataType = edit.dataType ?? current.dataType;
  const refused = refusedChange(current, { dataType, frequency, everyHours });
  if (refused) {
    throw invalid(refused.field, refused.message);
  }
  const chosen = dataTypeKinds[dataType].names === "chosen";
  const eventNames = chosen ? [...new Set(edit.eventNames ?? current.eventNames)] : [];
  if (chosen && eventNames.length === 0) {
    throw invalid("eventNames", "Choose at least one event");
  }
  const restarts =
    frequency !== current.frequency ||
    everyHours !== current.everyHours ||
    (edit.date !== undefined && edit.date !== dayIn(new Date(current.startAt), zone));
  const today = dayIn(now, zone);
  const day = edit.date ?? today;
  if (restarts && day < today) {
    throw invalid("date", "Choose today or a later day");
  }
  const startAt = restarts ? startOfDay(day, zone) : new Date(current.startAt);
  const pending = current.nextRunAt === null ? null : new Date(current.nextRunAt);
  const restarted =
    everyHours !== null
      ? nextRunAt(everyHours, startAt, now, zone)
      : // A live export whose run is open goes on in it; else it begins at its day.
        liveRunOpen
        ? null
        : startAt;
  const next = {
    dataType,
    eventNames,
    identifierPriority: edit.identifierPriority ?? current.identifierPriority,
    frequency,
    everyHours,
  };
  return {
    data: { ...next, startAt, nextRunAt: restarts ? restarted : pending },
    before: {
      dataType: current.dataType,
      eventNames: current.eventNames,
      identifierPriority: current.identifierPriority,
      frequency: current.frequency,
      everyHours: current.everyHours,
      startAt: current.startAt,
    },
    after: { ...next, startAt: startAt.toISOString() },
  };
}
