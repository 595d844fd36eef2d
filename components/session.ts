import { useSyncExternalStore } from "react";

let ended = false;
const listeners = new Set<() => void>();

/**
 * Notes what an answer of the server says about the session of this page: refused for want of one, or served. What is
 * refused for another reason may be so before anybody looks for a session.
 */
export function noteAnswer(status: number): void {
  const now = status === 401 || (ended && status >= 300);
  if (now !== ended) {
    ended = now;
    for (const listener of listeners) {
      listener();
    }
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the session of this page ended, as far as its calls were told. */
export function isSessionEnded(): boolean {
  return ended;
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(subscribe, isSessionEnded, () => false);
}
