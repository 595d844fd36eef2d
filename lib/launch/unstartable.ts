/** Why Junction cannot start, in one sentence that says what to do. Shown without a stack. */
export class Unstartable extends Error {
  override readonly name = "Unstartable";
}

/** The message of whatever was thrown. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message || String(error) : String(error);
}

/** Runs a step of the start; on failure it is told and the process ends with code 1. */
export async function orGiveUp(step: () => Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    console.error(error instanceof Unstartable ? error.message : error);
    process.exit(1);
  }
}
