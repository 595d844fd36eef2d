export type BackoffOptions = { firstMs: number; maxMs: number; random?: () => number };

/**
 * Exponential backoff with full jitter: a random time up to `firstMs * 2^attempt`, at most `maxMs`, never under a
 * tenth of that bound, so that many waiting senders do not return in step. `attempt` counts from 0.
 */
export function backoffMs(attempt: number, { firstMs, maxMs, random = Math.random }: BackoffOptions): number {
  const bound = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, 30));
  return Math.round(bound * (0.1 + 0.9 * random()));
}
