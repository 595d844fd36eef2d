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
      if (signal.aborted) {
        return;
      }
      // The signal lives as long as the worker: nothing of a wait may stay with it.
      await new Promise<void>((resolve) => {
        const over = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", over);
          waiting.delete(id);
          resolve();
        };
        const timer = setTimeout(over, ms);
        signal.addEventListener("abort", over);
        waiting.set(id, over);
      });
    },
  };
}
