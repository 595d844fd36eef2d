import type { RecordTexts } from "./connector.ts";

/** Texts that are at hand as strings, for calls of a few records. */
export function recordTexts(texts: string[]): RecordTexts {
  return {
    count: texts.length,
    at: (index) => texts[index] ?? "",
    joined: () => Buffer.from(texts.join(",")),
  };
}
