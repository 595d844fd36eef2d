"use client";

import { useCallback, useEffect, useState } from "react";

export type Panel<Subject> = {
  subject: Subject;
  opened: boolean;
  /** Counts openings: as a key it gives each a form of its own. */
  seen: number;
};

type State<Subject> = Panel<Subject> & { fresh: boolean };

/**
 * A drawer or dialog about a subject. It is mounted closed and opened a moment later, because only then does it note
 * where the focus was and give it back.
 */
export function usePanel<Subject>(): {
  panel: Panel<Subject> | null;
  show: (subject: Subject) => void;
  close: () => void;
} {
  const [panel, setPanel] = useState<State<Subject> | null>(null);
  useEffect(() => {
    if (panel?.fresh) {
      setPanel({ ...panel, fresh: false, opened: true });
    }
  }, [panel]);
  const show = useCallback(
    (subject: Subject) =>
      setPanel((before) => ({ subject, opened: false, seen: (before?.seen ?? 0) + 1, fresh: true })),
    [],
  );
  const close = useCallback(() => setPanel((before) => before && { ...before, opened: false }), []);
  return { panel, show, close };
}
