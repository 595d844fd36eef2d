"use client";

import { useState } from "react";
import { ApiError } from "../api.ts";

export type Action = {
  busy: boolean;
  /** What went wrong, when it belongs to no field. */
  problem: string | null;
  /** What is wrong with a field, by its path. */
  fields: Record<string, string>;
  /** Runs the work; true when it succeeded. A refusal becomes `problem` or `fields`. */
  run(work: () => Promise<void>): Promise<boolean>;
  reset(): void;
};

/** One thing that a form or button does, with its state and what the server says about it. */
export function useAction(): Action {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [fields, setFields] = useState<Record<string, string>>({});
  function reset(): void {
    setProblem(null);
    setFields({});
  }
  async function run(work: () => Promise<void>): Promise<boolean> {
    setBusy(true);
    reset();
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof ApiError && error.problem.problems.length > 0) {
        setFields(Object.fromEntries(error.problem.problems.map(({ path, message }) => [path, message])));
      } else if (error instanceof ApiError) {
        setProblem(error.message);
      } else {
        setProblem("The server did not answer. Nothing was changed; try again.");
      }
      return false;
    } finally {
      setBusy(false);
    }
  }
  return { busy, problem, fields, run, reset };
}
