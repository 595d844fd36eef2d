"use client";

import { createContext, useContext } from "react";
import type { Problem } from "@/lib/kernel/fault.ts";
import { problemAt, problemsIn } from "./problem-places.ts";

/** What the fields of a document have in common, whatever document it is. */
export type Form = {
  problems: readonly Problem[];
  /** Whether problems of a field are told: it was left once, or all was to be published. */
  shows(path: string): boolean;
  isReadOnly: boolean;
  undo: (() => void) | null;
  redo: (() => void) | null;
};

const FormContext = createContext<Form | null>(null);
export const FormProvider = FormContext;

export function useForm(): Form {
  const form = useContext(FormContext);
  if (!form) {
    throw new Error("useForm needs a FormProvider above it");
  }
  return form;
}

/** What a field of the document needs: where it stands, so that a problem leads to it, and its problem. */
export function useField(path: string): { "data-path": string; error: string | null } {
  const { problems, shows } = useForm();
  return { "data-path": path, error: shows(path) ? problemAt(problems, path) : null };
}

/** All problems of a part that has no fields of its own names, once they are to be told. */
export function useProblemsIn(path: string): Problem[] {
  const { problems, shows } = useForm();
  return shows(path) ? problemsIn(problems, path) : [];
}
