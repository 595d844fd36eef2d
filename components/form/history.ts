import { useCallback, useMemo, useRef, useState } from "react";

const KEPT = 200;
/** Changes that follow each other faster than this are one step: typing a word is. */
const PAUSE_MS = 700;

export type Steps<State> = { past: State[]; now: State; future: State[] };

/** Another state on top; `goesOn`: it is still the step that the last one was. */
export function stepTo<State>({ past, now }: Steps<State>, next: State, goesOn: boolean): Steps<State> {
  return { past: goesOn && past.length > 0 ? past : [...past, now].slice(-KEPT), now: next, future: [] };
}

export function stepBack<State>({ past, now, future }: Steps<State>): Steps<State> | null {
  const last = past.at(-1);
  return last === undefined ? null : { past: past.slice(0, -1), now: last, future: [now, ...future] };
}

export function stepForth<State>({ past, now, future }: Steps<State>): Steps<State> | null {
  const [next, ...rest] = future;
  return next === undefined ? null : { past: [...past, now], now: next, future: rest };
}

/** Another state that nobody made: it is no step, and is there in what is done again. */
export function settled<State>({ past, future }: Steps<State>, next: State): Steps<State> {
  return { past, now: next, future };
}

export type History<State> = {
  now: State;
  /** With `whole`, a step of its own however fast it follows. */
  change(make: (state: State) => State, whole?: boolean): void;
  /** Something that the page filled in by itself: no step, so that there is nothing to take back. */
  settle(make: (state: State) => State): void;
  undo: (() => void) | null;
  redo: (() => void) | null;
};

/** A state with every one it went through, so that each step can be taken back. */
export function useHistory<State>(start: State): History<State> {
  const [steps, setSteps] = useState<Steps<State>>({ past: [], now: start, future: [] });
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  const change = useCallback((make: (state: State) => State, whole = false) => {
    const at = performance.now();
    const goesOn = !whole && at - lastAt.current < PAUSE_MS;
    lastAt.current = whole ? Number.NEGATIVE_INFINITY : at;
    setSteps((before) => {
      const next = make(before.now);
      return next === before.now ? before : stepTo(before, next, goesOn);
    });
  }, []);
  const settle = useCallback((make: (state: State) => State) => {
    setSteps((before) => settled(before, make(before.now)));
  }, []);
  return useMemo(() => {
    const [back, forth] = [stepBack(steps), stepForth(steps)];
    const go = (to: Steps<State>) => () => {
      // What is changed next is a step of its own.
      lastAt.current = Number.NEGATIVE_INFINITY;
      setSteps(to);
    };
    return { now: steps.now, change, settle, undo: back && go(back), redo: forth && go(forth) };
  }, [steps, change, settle]);
}
