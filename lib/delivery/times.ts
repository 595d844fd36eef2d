/** Waits and bounds of a run; tests shorten them. */
export type EngineTimes = { parkMs: number; giveUpMs: number; firstMs: number; maxMs: number };

export const engineTimes: EngineTimes = {
  /** A job sits through waits up to this; for longer ones it gives its place to others. */
  parkMs: 15_000,
  /** A partner that takes nothing for a day ends the run. */
  giveUpMs: 24 * 3_600_000,
  firstMs: 500,
  maxMs: 5 * 60_000,
};
