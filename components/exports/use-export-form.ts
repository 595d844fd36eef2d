"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import type { ExportView } from "@/lib/exports/schema.ts";
import { ApiError } from "../api.ts";
import {
  byField,
  cadenceChanged,
  carriesProfiles,
  createInputOf,
  type ExportForm,
  emptyForm,
  type FormProblems,
  formOf,
  type Moment,
  problemsIn,
} from "./form-state.ts";
import { usePreview } from "./queries.ts";

const PREVIEW_AFTER_MS = 400;

/** State of the drawer: what was entered, what is wrong with it, and its preview. */
export function useExportForm(start: {
  connectionId: string | null;
  existing: ExportView | null;
  moment: Moment;
}) {
  const { existing, moment } = start;
  const initial = existing ? formOf(existing, moment) : emptyForm(start.connectionId, moment);
  const [edited, setEdited] = useState<ExportForm | null>(null);
  const [tried, setTried] = useState(false);
  const [refusal, setRefusal] = useState<ApiError | null>(null);
  const form = edited ?? initial;
  const dirty = edited !== null && JSON.stringify(edited) !== JSON.stringify(initial);
  const own = problemsIn(form, moment);
  if (existing && !cadenceChanged(form, existing)) {
    delete own.date;
  }
  const found: FormProblems = { ...(refusal && byField(refusal.problem.problems)), ...own };
  const ready = Object.keys(own).length === 0;
  const [previewed] = useDebouncedValue(ready ? JSON.stringify(createInputOf(form)) : null, PREVIEW_AFTER_MS);
  const preview = usePreview(previewed === null ? null : JSON.parse(previewed));
  function change(changes: Partial<ExportForm>): void {
    const next = { ...form, ...changes };
    // People change slowly: what only fits events is turned to the rhythm that profiles have.
    if (carriesProfiles(next.dataType) && !carriesProfiles(form.dataType)) {
      next.everyHours = 24;
      next.frequency = next.frequency === "live" ? "recurring" : next.frequency;
    }
    setEdited(next);
    setRefusal(null);
  }
  return {
    form,
    change,
    dirty,
    ready,
    preview,
    /** shown once the user has tried to send the form */
    problems: tried ? found : {},
    refusal,
    attempt: (): boolean => {
      setTried(true);
      return ready;
    },
    refuse: (error: unknown): void => {
      if (!(error instanceof ApiError)) {
        throw error;
      }
      setRefusal(error);
    },
  };
}

export type ExportFormState = ReturnType<typeof useExportForm>;
