import { useCallback, useMemo, useRef, useState } from "react";
import type { Draft } from "./draft.ts";

const KEPT = 200;
/** Changes that follow each other faster than this are one step: typing a word is. */
const PAUSE_MS = 700;

export type DraftHistory = {
  draft: Draft;
  change(next: Draft): void;
  undo: (() => void) | null;
  redo: (() => void) | null;
};

type Steps = { past: Draft[]; draft: Draft; future: Draft[] };

const isSameShape = (a: Draft, b: Draft): boolean =>
  a.groups.length === b.groups.length &&
  a.groups.every((group, place) => group.conditions.length === b.groups[place]?.conditions.length);

/** A definition with every state it went through, so that each step can be taken back. */
export function useDraftHistory(start: Draft): DraftHistory {
  const [{ past, draft, future }, setSteps] = useState<Steps>({ past: [], draft: start, future: [] });
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  const change = useCallback((next: Draft) => {
    const now = performance.now();
    const goesOn = now - lastAt.current < PAUSE_MS;
    lastAt.current = now;
    setSteps(({ past: before, draft: old }) => ({
      past: goesOn && before.length > 0 && isSameShape(old, next) ? before : [...before, old].slice(-KEPT),
      draft: next,
      future: [],
    }));
  }, []);
  return useMemo(() => {
    const last = past.at(-1);
    const [next] = future;
    const go = (steps: Steps) => () => {
      // What is changed next is a step of its own.
      lastAt.current = Number.NEGATIVE_INFINITY;
      setSteps(steps);
    };
    return {
      draft,
      change,
      undo: last ? go({ past: past.slice(0, -1), draft: last, future: [draft, ...future] }) : null,
      redo: next ? go({ past: [...past, draft], draft: next, future: future.slice(1) }) : null,
    };
  }, [past, draft, future, change]);
}
