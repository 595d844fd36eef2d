import { setTimeout as sleep } from "node:timers/promises";

export type Waits = { p50: number; p99: number };

/** The median and the 99th percentile of waits in milliseconds, which it sorts. */
export function waitsOf(waits: number[]): Waits {
  waits.sort((a, b) => a - b);
  const at = (share: number): number =>
    waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

/** Calls `send` at an even rate, whatever became of those before; resolves when all are answered. */
export async function steadily(
  { seconds, perSecond }: { seconds: number; perSecond: number },
  send: () => Promise<void>,
): Promise<void> {
  const sent: Promise<void>[] = [];
  const begun = performance.now();
  const total = seconds * perSecond;
  for (let n = 0; n < total; ) {
    const due = Math.min(total, Math.floor(((performance.now() - begun) / 1_000) * perSecond));
    for (; n < due; n += 1) {
      sent.push(send());
    }
    await sleep(1);
  }
  await Promise.all(sent);
}
