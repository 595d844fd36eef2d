export type InFlight = {
  /** Counts one more under way under this key; false, and not counted, where `max` are already. */
  begin(key: string, max: number): boolean;
  end(key: string): void;
};

/** How many requests are under way, by key. */
export function inFlightCounts(): InFlight {
  const counts = new Map<string, number>();
  return {
    begin: (key, max) => {
      const count = counts.get(key) ?? 0;
      if (count >= max) {
        return false;
      }
      counts.set(key, count + 1);
      return true;
    },
    end: (key) => {
      const left = (counts.get(key) ?? 1) - 1;
      if (left > 0) {
        counts.set(key, left);
      } else {
        counts.delete(key);
      }
    },
  };
}
