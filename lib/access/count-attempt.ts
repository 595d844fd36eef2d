import { type Ctx, inTransaction } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import {
  accountPolicy,
  addressKey,
  addressPolicy,
  attempt,
  type ThrottlePolicy,
  whenAgain,
} from "./throttle.ts";
import { forgetThrottle, lockThrottles, refundThrottle, saveThrottle } from "./throttle-store.ts";

export type Attempt = { account: string; address: string | null };

/** The keys under which an attempt at an account from an address is counted. */
export function attemptOf(account: string, address: string): Attempt {
  const place = addressKey(address);
  return { account: `account:${account}`, address: place && `address:${place}` };
}

/**
 * Counts an attempt to prove a password before it is judged, in a transaction of its own. Throws `limit` with
 * `retryAfterS` while the account or the address is locked; a refused attempt is not counted.
 */
export async function countAttempt(ctx: Ctx, { account, address }: Attempt): Promise<void> {
  const now = ctx.clock.now();
  const policies: [string, ThrottlePolicy][] = [[account, accountPolicy]];
  if (address) {
    policies.push([address, addressPolicy]);
  }
  await inTransaction(ctx, async (tx) => {
    const states = await lockThrottles(
      tx.db,
      policies.map(([key]) => key),
      now,
    );
    const verdicts = policies.map(([key, policy]) => ({
      key,
      verdict: attempt(states.get(key) ?? null, now, policy),
    }));
    const until = Math.max(
      0,
      ...verdicts.map(({ verdict }) => (verdict.allowed ? 0 : verdict.until.getTime())),
    );
    if (until > 0) {
      const { text, retryAfterS } = whenAgain(new Date(until), now);
      throw new Fault("limit", `Too many attempts with a wrong password. ${text}`, { retryAfterS });
    }
    for (const { key, verdict } of verdicts) {
      if (verdict.allowed) {
        await saveThrottle(tx.db, key, verdict.next);
      }
    }
  });
}

/** Takes the attempt back after it succeeded: the account starts anew, the address loses this one only. */
export async function forgiveAttempt(ctx: Ctx, { account, address }: Attempt): Promise<void> {
  await forgetThrottle(ctx.db, account);
  if (address) {
    await refundThrottle(ctx.db, address);
  }
}
