import type { Frequency } from "./frequencies.ts";

export type Stoppable = {
  /** Records that the partner accepted in all runs so far. */
  accepted: number;
  /** The run that has not ended; null between runs. `expected` is null while nobody has counted. */
  run: { expected: number | null; read: number } | null;
};

const count = (value: number): string => value.toLocaleString("en-US");

function soFar(accepted: number): string {
  return accepted === 0
    ? "Nothing has been sent yet"
    : `${count(accepted)} ${accepted === 1 ? "record has" : "records have"} been sent so far`;
}

function left({ run, accepted }: Stoppable): string {
  if (run === null || run.expected === null) {
    return `${soFar(accepted)}.`;
  }
  const notSent = count(Math.max(0, run.expected - run.read));
  return `${notSent} records of the current run are not sent yet and will not be; ${count(run.read)} are.`;
}

const words: Record<Frequency, (stopped: Stoppable) => string> = {
  one_time: (stopped) =>
    stopped.run && stopped.run.expected !== null
      ? left(stopped)
      : `${soFar(stopped.accepted)}, and nothing ${stopped.accepted === 0 ? "will be" : "more will be"}.`,
  recurring: (stopped) => `${left(stopped)} Later runs do not take place.`,
  live: ({ accepted }) =>
    `${soFar(accepted)}. What is on its way right now still arrives; nothing else leaves any more.`,
};

/** What stopping an export now means for its records, as the dialog says it. */
export function stopWords(frequency: Frequency, stopped: Stoppable): string {
  return words[frequency](stopped);
}
