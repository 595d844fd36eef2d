/** Why Junction cannot start, in one sentence that says what to do. Shown without a stack. */
export class Unstartable extends Error {
  override readonly name = "Unstartable";

  get sentence(): string {
    return this.message;
  }
}

/** The message of whatever was thrown. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message || String(error) : String(error);
}
