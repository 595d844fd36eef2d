import { useCallback, useMemo, useState } from "react";
import type { Draft } from "./draft.ts";

const KEPT = 200;

export type DraftHistory = {
  draft: Draft;
  change(next: Draft): void;
  undo: (() => void) | null;
  redo: (() => void) | null;
};

type Steps = { past: Draft[]; draft: Draft; future: Draft[] };

/** A definition with every state it went through, so that each step can be taken back. */
export function useDraftHistory(start: Draft): DraftHistory {
  const [{ past, draft, future }, setSteps] = useState<Steps>({ past: [], draft: start, future: [] });
  const change = useCallback(
    (next: Draft) =>
      setSteps((steps) => ({ past: [...steps.past, steps.draft].slice(-KEPT), draft: next, future: [] })),
    [],
  );
  return useMemo(() => {
    const last = past.at(-1);
    const [next] = future;
    return {
      draft,
      change,
      undo: last
        ? () => setSteps({ past: past.slice(0, -1), draft: last, future: [draft, ...future] })
        : null,
      redo: next ? () => setSteps({ past: [...past, draft], draft: next, future: future.slice(1) }) : null,
    };
  }, [past, draft, future, change]);
}
