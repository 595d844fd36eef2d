import { useSyncExternalStore } from "react";

/**
 * Write keys made in this tab, by source, until it is reloaded: the server shows a key once, and the set-up guide is
 * where it is needed next.
 */
const keys = new Map<string, string>();
const listeners = new Set<() => void>();

export function rememberKey(sourceId: string, key: string): void {
  keys.set(sourceId, key);
  for (const listener of listeners) {
    listener();
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useFreshKey(sourceId: string): string {
  return useSyncExternalStore(
    subscribe,
    () => keys.get(sourceId) ?? "",
    () => "",
  );
}
