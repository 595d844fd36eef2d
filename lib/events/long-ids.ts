import { Refusal } from "./refusal.ts";

/** An id as a number beyond 2^53, which JavaScript rounds: two users would become one. */
export class LongId extends Refusal {
  constructor(field: string) {
    const text = `${field}: is too large a number to be read exactly; send it as a string`;
    super(400, text, field, undefined, "again");
    this.name = "LongId";
  }
}

/** Whether a number is what was sent, digit by digit. */
export const isExact = (value: number): boolean => Math.abs(value) <= Number.MAX_SAFE_INTEGER;

// A key's quotes cannot stand inside of a string, so this finds keys alone.
const longIds = /("(?:userId|anonymousId|previousId|groupId|messageId)"\s*:\s*)(-?\d{16,})(?=\s*[,}])/g;

/** The JSON text of a body with such ids as strings, all their digits kept. */
export function withLongIds(text: string): string {
  return text.replace(longIds, (whole, key: string, digits: string) =>
    isExact(Number(digits)) ? whole : `${key}"${digits}"`,
  );
}
