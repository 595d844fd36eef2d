import type { z } from "zod";
import { type DataType, dataTypeKinds } from "@/lib/exports/data-types.ts";
import { refusedFrequency } from "@/lib/exports/edit-rules.ts";
import type { Frequency, RangeKind } from "@/lib/exports/frequencies.ts";
import { periodOf } from "@/lib/exports/ranges.ts";
import type { createExport, ExportView, editExport } from "@/lib/exports/schema.ts";
import { Fault, type Problem } from "@/lib/kernel/fault.ts";
import type { IdentifierKind } from "@/lib/partners/kit.ts";
import { todayIn } from "./date-words.ts";

/** What the drawer *Export to …* holds. Days are YYYY-MM-DD in the workspace's zone. */
export type ExportForm = {
  connectionId: string | null;
  dataType: DataType;
  eventNames: string[];
  identifierPriority: IdentifierKind[];
  frequency: Frequency;
  everyHours: number;
  rangeKind: RangeKind;
  day: string | null;
  from: string | null;
  to: string | null;
  date: string;
};

/** Field's path in the API's words → what is wrong with it. */
export type FormProblems = Record<string, string>;

export type Moment = { timeZone: string; now: Date };

export function emptyForm(connectionId: string | null, { timeZone, now }: Moment): ExportForm {
  return {
    connectionId,
    dataType: "all_system",
    eventNames: [],
    identifierPriority: [],
    frequency: "one_time",
    everyHours: 24,
    rangeKind: "yesterday",
    day: null,
    from: null,
    to: null,
    date: todayIn(timeZone, now),
  };
}

export function formOf(view: ExportView, { timeZone, now }: Moment): ExportForm {
  return {
    connectionId: view.connectionId,
    dataType: view.dataType,
    eventNames: view.eventNames,
    identifierPriority: view.identifierPriority,
    frequency: view.frequency,
    everyHours: view.everyHours ?? 24,
    rangeKind: view.range?.kind ?? "yesterday",
    day: view.range?.date ?? null,
    from: view.range?.from ?? null,
    to: view.range?.to ?? null,
    date: todayIn(timeZone, now),
  };
}

export function carriesProfiles(dataType: DataType): boolean {
  return dataTypeKinds[dataType].record === "profile";
}

/** A profile export has no days to choose: it takes people as they are. */
export function hasRange(form: ExportForm): boolean {
  return form.frequency === "one_time" && !carriesProfiles(form.dataType);
}

function rangeOf(form: ExportForm) {
  return {
    kind: form.rangeKind,
    ...(form.rangeKind === "day" && { date: form.day ?? undefined }),
    ...(form.rangeKind === "range" && { from: form.from ?? undefined, to: form.to ?? undefined }),
  };
}

export function createInputOf(form: ExportForm): z.input<typeof createExport> {
  return {
    connectionId: form.connectionId ?? "",
    dataType: form.dataType,
    eventNames: form.dataType === "selected" ? form.eventNames : [],
    identifierPriority: form.identifierPriority,
    frequency: form.frequency,
    everyHours: form.frequency === "recurring" ? form.everyHours : undefined,
    range: hasRange(form) ? rangeOf(form) : undefined,
    date: form.date,
  };
}

export function cadenceChanged(form: ExportForm, before: ExportView): boolean {
  return (
    form.frequency !== before.frequency ||
    (form.frequency === "recurring" && form.everyHours !== before.everyHours)
  );
}

export function editInputOf(form: ExportForm, before: ExportView): z.input<typeof editExport> {
  return {
    id: before.id,
    version: before.version,
    dataType: form.dataType,
    eventNames: form.dataType === "selected" ? form.eventNames : [],
    identifierPriority: form.identifierPriority,
    frequency: form.frequency,
    everyHours: form.frequency === "recurring" ? form.everyHours : undefined,
    date: cadenceChanged(form, before) ? form.date : undefined,
  };
}

/** The API's problems by field, the first of each. */
export function byField(problems: Problem[]): FormProblems {
  const found: FormProblems = {};
  for (const problem of problems) {
    found[problem.path] ??= problem.message;
  }
  return found;
}

function rangeProblems(form: ExportForm, { timeZone, now }: Moment): FormProblems {
  if (form.rangeKind === "day" && !form.day) {
    return { "range.date": "Choose the day" };
  }
  if (form.rangeKind === "range" && !(form.from && form.to)) {
    return { "range.from": "Choose the first and the last day" };
  }
  try {
    periodOf(rangeOf(form), now, timeZone, form.date);
    return {};
  } catch (error) {
    if (error instanceof Fault) {
      return byField(error.problems);
    }
    throw error;
  }
}

/** What the server would refuse, said before it is asked. */
export function problemsIn(form: ExportForm, moment: Moment): FormProblems {
  const found: FormProblems = {};
  if (!form.connectionId) {
    found.connectionId = "Choose the connection to send to";
  }
  if (form.dataType === "selected" && form.eventNames.length === 0) {
    found.eventNames = "Choose at least one event";
  }
  const refused = refusedFrequency({
    ...form,
    everyHours: form.frequency === "recurring" ? form.everyHours : null,
  });
  if (refused) {
    found[refused.field] = refused.message;
  }
  if (form.date < todayIn(moment.timeZone, moment.now)) {
    found.date = "Choose today or a later day";
  }
  return hasRange(form) ? { ...found, ...rangeProblems(form, moment) } : found;
}
