import ipaddr from "ipaddr.js";

export type ThrottlePolicy = {
  /** Attempts before the first lock. */
  free: number;
  firstLockMs: number;
  maxLockMs: number;
  /** Quiet time after which everything is forgotten. */
  forgetMs: number;
};
export type ThrottleState = { failures: number; lastAt: Date; lockedUntil: Date | null };
export type Throttled = { allowed: true; next: ThrottleState } | { allowed: false; until: Date };

const MINUTE = 60_000;
const locks = { firstLockMs: MINUTE, maxLockMs: 30 * MINUTE, forgetMs: 60 * MINUTE };

/** Per account: five tries, then 1, 2, 4 … 30 minutes. */
export const accountPolicy: ThrottlePolicy = { free: 5, ...locks };
/** Per address, which an office or a proxy may share: thirty. */
export const addressPolicy: ThrottlePolicy = { free: 30, ...locks };

/**
 * Counts an attempt before it is judged, so that parallel attempts cannot share one free try; success takes it back.
 * Refused while locked; each attempt from `free` on locks twice as long as the one before.
 */
export function attempt(state: ThrottleState | null, now: Date, policy: ThrottlePolicy): Throttled {
  if (state?.lockedUntil && state.lockedUntil > now) {
    return { allowed: false, until: state.lockedUntil };
  }
  const forgotten = !state || now.getTime() - state.lastAt.getTime() > policy.forgetMs;
  const failures = forgotten ? 1 : state.failures + 1;
  const over = failures - policy.free;
  const lockMs = Math.min(policy.maxLockMs, policy.firstLockMs * 2 ** Math.min(over, 20));
  return {
    allowed: true,
    next: { failures, lastAt: now, lockedUntil: over < 0 ? null : new Date(now.getTime() + lockMs) },
  };
}

/** What is counted for an address: IPv4 as it is, IPv6 by its /64, which one customer owns whole. Null when unknown. */
export function addressKey(address: string): string | null {
  if (!ipaddr.isValid(address)) {
    return null;
  }
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(":")}::/64`
    : parsed.toString();
}

/** "Try again in 2 minutes, at 14:32 UTC." */
export function whenAgain(until: Date, now: Date): { text: string; retryAfterS: number } {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  const minutes = Math.ceil(seconds / 60);
  const span = seconds < 60 ? `${seconds} seconds` : minutes === 1 ? "1 minute" : `${minutes} minutes`;
  return { text: `Try again in ${span}, at ${until.toISOString().slice(11, 16)} UTC.`, retryAfterS: seconds };
}
