import type { Clock } from "./clock.ts";

/** How long an answer is remembered: what was changed since counts within this time. */
const REMEMBER_MS = 3_000;
const MAX_REMEMBERED = 2_000;

/**
 * Remembers what `load` answered for a key for 3 seconds in this process, "nothing" too, and at most 2,000 answers. Who
 * asks while an answer is on its way shares it; a failure is not remembered.
 */
export function shortMemory<Value>(
  clock: Clock,
  load: (key: string) => Promise<Value>,
): (key: string) => Promise<Value> {
  const remembered = new Map<string, { until: number; value: Promise<Value> }>();
  return (key) => {
    const now = clock.now().getTime();
    const entry = remembered.get(key);
    if (entry && entry.until > now) {
      return entry.value;
    }
    const value = load(key);
    // A failed look-up must not be remembered; its own caller gets the error.
    value.catch(() => remembered.delete(key));
    remembered.delete(key);
    remembered.set(key, { until: now + REMEMBER_MS, value });
    for (const oldest of remembered.keys()) {
      if (remembered.size <= MAX_REMEMBERED) {
        break;
      }
      remembered.delete(oldest);
    }
    return value;
  };
}
