"use client";

import { useCallback, useEffect, useState } from "react";
import { sourcesOperations } from "@/lib/sources/operations.ts";
import type { CallView, ListCalls } from "@/lib/sources/schema.ts";
import { call } from "../api.ts";
import { mergeCalls } from "./merge-calls.ts";

/** The most calls that the page holds; older ones are on the people's timelines. */
export const KEEP_CALLS = 200;
const POLL_MS = 1_500;

type State = { calls: CallView[] | null; held: CallView[]; truncated: boolean; error: unknown };
const nothing: State = { calls: null, held: [], truncated: false, error: null };

function newTo(shown: CallView[], came: CallView[]): CallView[] {
  const known = new Set(shown.map((each) => each.id));
  return came.filter((each) => !known.has(each.id));
}

export type Calls = State & { paused: boolean; pause(): void; resume(): void };

/**
 * The stream of a source's calls, newest first. Asks only for what is newer than the answer before, not at all while
 * the tab is hidden; while paused, what comes is held back and counted.
 */
export function useCalls(id: string, filter: Pick<ListCalls, "search" | "outcome">): Calls {
  const { search, outcome } = filter;
  const [state, setState] = useState<State>(nothing);
  const [paused, setPaused] = useState(false);
  useEffect(() => {
    const ending = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let cursor: string | undefined;
    let asking = false;
    async function ask(): Promise<void> {
      clearTimeout(timer);
      if (asking || document.hidden) {
        return;
      }
      asking = true;
      try {
        const answer = await call(
          sourcesOperations["sources.calls"],
          { id, outcome, search, after: cursor, limit: cursor === undefined ? 100 : KEEP_CALLS },
          { signal: ending.signal },
        );
        // The first answer under a new filter takes the place of what is shown; until then that stays.
        const first = cursor === undefined;
        cursor = answer.cursor;
        setState((before) =>
          first
            ? {
                calls: mergeCalls([], answer.items, KEEP_CALLS),
                held: [],
                truncated: answer.truncated,
                error: null,
              }
            : {
                ...before,
                held: mergeCalls(before.held, newTo(before.calls ?? [], answer.items), KEEP_CALLS),
                error: null,
              },
        );
      } catch (error) {
        if (!ending.signal.aborted) {
          setState((before) => ({ ...before, error }));
        }
      } finally {
        asking = false;
        if (!ending.signal.aborted) {
          timer = setTimeout(ask, POLL_MS);
        }
      }
    }
    document.addEventListener("visibilitychange", ask);
    void ask();
    return () => {
      ending.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [id, search, outcome]);
  // Arrivals always go through `held`; it empties into the list at once unless paused.
  useEffect(() => {
    if (!paused && state.held.length > 0) {
      setState((before) => ({
        ...before,
        calls: mergeCalls(before.calls ?? [], before.held, KEEP_CALLS),
        held: [],
      }));
    }
  }, [paused, state.held]);
  return {
    ...state,
    paused,
    pause: useCallback(() => setPaused(true), []),
    resume: useCallback(() => setPaused(false), []),
  };
}
