/** From 10 ms to 7 days, each step 1.5 times the one before: a percentile is read to within a fifth. */
const FIRST_MS = 10;
const LAST_MS = 7 * 86_400_000;
const FACTOR = 1.5;

function steps(): number[] {
  const bounds: number[] = [];
  for (let bound = FIRST_MS; bound < LAST_MS; bound *= FACTOR) {
    bounds.push(Math.round(bound));
  }
  return [...bounds, LAST_MS];
}

/** Upper bounds of the steps by which times from receipt to acceptance are counted, in ms; longer ones fall into the last. */
export const latencySteps: number[] = steps();

/** The step that a time falls into, as an index of `latencySteps`. */
export function latencyStep(ms: number): number {
  let low = 0;
  let high = latencySteps.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ms <= (latencySteps[middle] ?? LAST_MS)) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

/**
 * The time within which `share` (0 to 1) of those counted lie, in ms, reckoned evenly inside its step. `counts` go by
 * `latencySteps`, missing ones are none. Null where nothing was counted.
 */
export function percentile(counts: readonly (bigint | number)[], share: number): number | null {
  const numbers = latencySteps.map((_, index) => Number(counts[index] ?? 0));
  const total = numbers.reduce((sum, count) => sum + count, 0);
  if (total === 0) {
    return null;
  }
  let left = Math.max(share * total, Number.MIN_VALUE);
  for (const [index, count] of numbers.entries()) {
    const upper = latencySteps[index] ?? LAST_MS;
    if (left <= count) {
      const lower = index === 0 ? 0 : (latencySteps[index - 1] ?? 0);
      return Math.round(lower + (upper - lower) * (left / count));
    }
    left -= count;
  }
  return LAST_MS;
}
