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

/** One sentence where an error says that a disk is full; else null. */
export function fullDisk(error: unknown, dataDir: string): string | null {
  return /ENOSPC|no space left on device/i.test(wordsOf(error))
    ? `A disk is full, probably the one of the data folder ${dataDir}: make room there and start again; what was begun goes on.`
    : null;
}
