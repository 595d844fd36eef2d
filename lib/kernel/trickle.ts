const MAX_KEYS = 5_000;

/** Lets things pass at a bounded rate for each key: a short burst, then so many a second. True when this one may. */
export function trickle(limits: {
  perSecond: number;
  burst: number;
}): (key: string, nowMs: number) => boolean {
  const buckets = new Map<string, { left: number; at: number }>();
  return (key, nowMs) => {
    const bucket = buckets.get(key) ?? { left: limits.burst, at: nowMs };
    const left = Math.min(limits.burst, bucket.left + ((nowMs - bucket.at) / 1_000) * limits.perSecond);
    if (buckets.size > MAX_KEYS) {
      buckets.clear();
    }
    buckets.set(key, { left: left >= 1 ? left - 1 : left, at: nowMs });
    return left >= 1;
  };
}
