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

/** So many records that failed one after the other, with none taken between them, are an outage and not about one of them. */
const FAILED_IN_A_ROW = 5;

/** Waits shorter than this are not worth telling the user. */
const TELL_MS = 2_000;

export type Gate = {
  /**
   * Resolves when a request may leave: at once, or in an outage for one at a time when its time has come. `by` is whose
   * request it is: who tries for all may do so again after `failed`.
   */
  pass(by?: object): Promise<void>;
  accepted(): void;
  /** The one whose turn it was sends nothing after all. */
  yield(): void;
  /** The partner took nothing and may later. */
  later(said: string, retryAfterMs: number | undefined): Promise<void>;
  /**
   * A request failed, and whether that is about its record alone or about all is not known: the others go on, unless none
   * of so many got through. `first` and `last`: of the record's tries. Who tries for all in an outage has all its tries, and
   * gives its place to another after them, so that no one record decides for the others.
   */
  failed(by: object, said: string, of: { first: boolean; last: boolean }): Promise<void>;
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
  /** Whose request tries for all. */
  let probe: object | null = null;
  let failedInARow = 0;
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

  async function pass(by: object = {}): Promise<void> {
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
      } else if (probe === null || probe === by) {
        probe = by;
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
    const news = !outage || probe !== null;
    const tries = (outage?.tries ?? 0) + (news ? 1 : 0);
    const pause = Math.max(
      retryAfterMs ?? 0,
      news
        ? backoffMs(tries - 1, { firstMs: options.firstMs, maxMs: options.maxMs, random: options.random })
        : 0,
    );
    outage = { sinceMs, tries, said, nextMs: Math.max(outage?.nextMs ?? 0, now + pause) };
    probe = null;
    wake();
    if (now - sinceMs > options.giveUpMs) {
      const hours = Math.round(options.giveUpMs / 3_600_000);
      throw new Halt({ kind: "failed", message: `${said} for more than ${hours} hours` });
    }
    if (outage.nextMs - now >= TELL_MS) {
      await options.onWait(outage);
    }
  }

  async function failed(by: object, said: string, of: { first: boolean; last: boolean }): Promise<void> {
    failedInARow += of.first ? 1 : 0;
    const isOutage = outage ? probe === by && of.last : failedInARow >= FAILED_IN_A_ROW;
    if (isOutage) {
      await later(said, undefined);
    }
  }

  return {
    pass,
    later,
    failed,
    pause: (tries) =>
      rest(backoffMs(tries - 1, { firstMs: options.firstMs, maxMs: options.maxMs, random: options.random })),
    accepted: () => {
      outage = null;
      probe = null;
      failedInARow = 0;
      wake();
    },
    yield: () => {
      probe = null;
      wake();
    },
    get outage() {
      return outage;
    },
  };
}
