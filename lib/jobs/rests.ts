import { backoffMs } from "../kernel/backoff.ts";

const FAILED = { firstMs: 1_000, maxMs: 60_000 };

/** What is left alone for a while: longer each time that it fails in a row, up to a minute. */
export class Rests {
  private readonly resting = new Map<string, { untilMs: number; failures: number }>();

  /** Those that are left alone just now. */
  now(): string[] {
    const nowMs = performance.now();
    return [...this.resting].filter(([, { untilMs }]) => untilMs > nowMs).map(([key]) => key);
  }

  has(key: string): boolean {
    return (this.resting.get(key)?.untilMs ?? 0) > performance.now();
  }

  /** One has failed. Whether it did not the last time. */
  failed(key: string): boolean {
    const failures = this.resting.get(key)?.failures ?? 0;
    this.resting.set(key, {
      untilMs: performance.now() + backoffMs(failures, FAILED),
      failures: failures + 1,
    });
    return failures === 0;
  }

  /** One has succeeded, and is left alone so long, if at all. */
  succeeded(key: string, restMs = 0): void {
    if (restMs > 0) {
      this.resting.set(key, { untilMs: performance.now() + restMs, failures: 0 });
    } else {
      this.resting.delete(key);
    }
  }
}
