import { setTimeout as sleep } from "node:timers/promises";

/** Tells that there may be something to send in something that this process works on. */
export type News = { wait(id: string, ms: number, signal: AbortSignal): Promise<void> };

/** Waiting that somebody may end. */
export function newsDesk(): News & { tell(id: string): void; tellAll(): void } {
  const waiting = new Map<string, () => void>();
  const missed = new Set<string>();
  return {
    tell: (id) => {
      const heard = waiting.get(id);
      if (heard) {
        heard();
      } else {
        missed.add(id);
      }
    },
    tellAll: () => {
      for (const heard of waiting.values()) {
        heard();
      }
    },
    wait: async (id, ms, signal) => {
      if (missed.delete(id)) {
        return;
      }
      const over = new AbortController();
      waiting.set(id, () => over.abort());
      try {
        await sleep(ms, undefined, { signal: AbortSignal.any([over.signal, signal]) });
      } catch (error) {
        if (!over.signal.aborted && !signal.aborted) {
          throw error;
        }
      } finally {
        waiting.delete(id);
      }
    },
  };
}
