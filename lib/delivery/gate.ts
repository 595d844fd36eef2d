import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "../kernel/backoff.ts";
import type { Clock } from "../kernel/clock.ts";
import { Halt } from "./halt.ts";
import type { Outage } from "./outage.ts";

export type GateOptions = {
  clock: Clock;
  signal: AbortSignal;
  /** An outage that an earlier try of the run left. */
  outage: Outage | null;
  /** Longer waits end the job, which comes back in time. */
  parkMs: number;
  /** After this long without one accepted request the run ends. */
  giveUpMs: number;
  firstMs: number;
  maxMs: number;
  random?: () => number;
  /** Told whenever the wait becomes longer than a moment. */
  onWait(outage: Outage): Promise<void>;
};

/** Waits shorter than this are not worth telling the user. */
const TELL_MS = 2_000;

export type Gate = {
  /** Resolves when a request may leave: at once, or in an outage for one request at a time when its time has come. */
  pass(): Promise<void>;
  accepted(): void;
  /** The one whose turn it was sends nothing after all. */
  yield(): void;
  /** The partner took nothing and may later. */
  later(said: string, retryAfterMs: number | undefined): Promise<void>;
  /** A wait of one request alone before its next try; the others go on. */
  pause(tries: number): Promise<void>;
  readonly outage: Outage | null;
};

/**
 * One gate for all requests of a run: where one is told to come later, none of the others goes either, and a single one
 * tries when the time has come. Throws Halt for waits that are too long to sit through.
 */
export function openGate(options: GateOptions): Gate {
  const { clock, signal } = options;
  let outage = options.outage;
  let probing = false;
  let waiters: (() => void)[] = [];

  function wake(): void {
    const all = waiters;
    waiters = [];
    for (const resolve of all) {
      resolve();
    }
  }

  signal.addEventListener("abort", wake, { once: true });

  async function rest(ms: number): Promise<void> {
    try {
      await sleep(ms, undefined, { signal });
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }

  async function pass(): Promise<void> {
    while (outage) {
      if (signal.aborted) {
        throw new Halt({ kind: "ending" });
      }
      const waitMs = outage.nextMs - clock.now().getTime();
      if (waitMs > options.parkMs) {
        throw new Halt({ kind: "parked", outage });
      }
      if (waitMs > 0) {
        await rest(waitMs);
      } else if (!probing) {
        probing = true;
        return;
      } else {
        await new Promise<void>((resolve) => waiters.push(resolve));
      }
    }
    if (signal.aborted) {
      throw new Halt({ kind: "ending" });
    }
  }

  async function later(said: string, retryAfterMs: number | undefined): Promise<void> {
    const now = clock.now().getTime();
    const sinceMs = outage?.sinceMs ?? now;
    // Requests that were on their way when the outage began say nothing new, except how long to stay away.
    const news = !outage || probing;
    const tries = (outage?.tries ?? 0) + (news ? 1 : 0);
    const pause = Math.max(
      retryAfterMs ?? 0,
      news
        ? backoffMs(tries - 1, { firstMs: options.firstMs, maxMs: options.maxMs, random: options.random })
        : 0,
    );
    outage = { sinceMs, tries, said, nextMs: Math.max(outage?.nextMs ?? 0, now + pause) };
    probing = false;
    wake();
    if (now - sinceMs > options.giveUpMs) {
      const hours = Math.round(options.giveUpMs / 3_600_000);
      throw new Halt({ kind: "failed", message: `${said} for more than ${hours} hours` });
    }
    if (outage.nextMs - now >= TELL_MS) {
      await options.onWait(outage);
    }
  }

  return {
    pass,
    later,
    pause: (tries) =>
      rest(backoffMs(tries - 1, { firstMs: options.firstMs, maxMs: options.maxMs, random: options.random })),
    accepted: () => {
      outage = null;
      probing = false;
      wake();
    },
    yield: () => {
      probing = false;
      wake();
    },
    get outage() {
      return outage;
    },
  };
}
