import type { RecordTexts, TextPieces } from "./connector.ts";

/** A text that may be in pieces as one string. */
export function wholeText(text: string | TextPieces): string {
  return typeof text === "string" ? text : text.map((piece) => piece.toString()).join("");
}

/** Bytes in UTF-8. */
export function bytesOf(text: TextPieces): number {
  let bytes = 0;
  for (const piece of text) {
    bytes += typeof piece === "string" ? Buffer.byteLength(piece) : piece.length;
  }
  return bytes;
}

/** Texts that are at hand as strings, for calls of a few records. */
export function recordTexts(texts: string[]): RecordTexts {
  return {
    count: texts.length,
    at: (index) => texts[index] ?? "",
    joined: () => Buffer.from(texts.join(",")),
  };
}
