import { setTimeout as sleep } from "node:timers/promises";
import type { hearingServer } from "./hearing.ts";
import { type Figure, median, note } from "./kit.ts";
import { steadily, type Waits, waitsOf } from "./waits.ts";

const WARM_SECONDS = 3;
const ROUNDS = 3;

type Measured = {
  /** What the figures begin with: `<name>-p50`, `<name>-p99`. */
  name: string;
  ear: Awaited<ReturnType<typeof hearingServer>>;
  perSecond: number;
  seconds: number;
  floor(): Promise<void>;
  product(): Promise<void>;
};

/** From a commit to what a server hears of it: the product's waits to the floor's, in rounds that alternate. */
export async function heardRatios(given: Measured): Promise<Figure[]> {
  const { ear, name, perSecond, seconds } = given;
  const measured = async (send: () => Promise<void>): Promise<Waits> => {
    await steadily({ seconds: WARM_SECONDS, perSecond }, send);
    await sleep(1_500);
    ear.take();
    await steadily({ seconds, perSecond }, send);
    for (let tries = 0; tries < 100 && ear.open() > 0; tries += 1) {
      await sleep(100);
    }
    if (ear.open() > 0) {
      throw new Error(`${ear.open()} calls never came.`);
    }
    return waitsOf(ear.take());
  };
  const rounds = { floor: [] as Waits[], product: [] as Waits[] };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const which of ["floor", "product"] as const) {
      const waits = await measured(given[which]);
      rounds[which].push(waits);
      const [p50, p99] = [waits.p50.toFixed(1), waits.p99.toFixed(1)];
      note(`  round ${round} ${which.padEnd(7)} p50 ${p50} ms, p99 ${p99} ms`);
    }
  }
  const middle = (which: keyof typeof rounds, of: keyof Waits) => median(rounds[which].map((one) => one[of]));
  return (["p50", "p99"] as const).map((of) => ({
    name: `${name}-${of}`,
    ratio: middle("product", of) / middle("floor", of),
  }));
}
