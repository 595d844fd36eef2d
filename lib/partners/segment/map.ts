import type { EncodedRecord, ExportRecord, TextPieces } from "../connector.ts";
import { bytesOf } from "../record-texts.ts";
import { segmentKit } from "./kit.ts";

/** Order of `ids` in a record: the connector's slots. */
export const USER_ID = 0;
export const ANONYMOUS_ID = 1;

const library = `"library":{"name":"junction","version":"1"}`;
const ownLibrary = `,"context":{${library}}}`;
const EMPTY_OBJECT = 2;

/** The end of a message: its context with our library in it, unless it names its own. */
function contextPieces(context: Buffer): TextPieces {
  if (context.length <= EMPTY_OBJECT || context[0] !== 0x7b) {
    return [ownLibrary];
  }
  return context.includes('"library"')
    ? [`,"context":`, context, "}"]
    : [`,"context":{${library},`, context.subarray(1), "}"];
}

/** The fields before the properties that tell one kind of call from another. */
const ownFields: Record<ExportRecord["type"], (record: ExportRecord) => string> = {
  track: (record) => `"event":${JSON.stringify(record.name)},"properties":`,
  page: named,
  screen: named,
  identify: () => `"traits":`,
};

function named({ type, name, category }: ExportRecord): string {
  // The log keeps a page that has no name under its type.
  const own = name === type ? "" : `"name":${JSON.stringify(name)},`;
  return `${own}${category ? `"category":${JSON.stringify(category)},` : ""}"properties":`;
}

/**
 * A record as a message of Segment's batch call, put together of pieces because parsing 32 KB of properties only to print
 * them again costs more than all the rest. Without any identifier or over 32 KB it carries the problem.
 */
export function encodeForSegment(record: ExportRecord): EncodedRecord<TextPieces> {
  const userId = record.ids[USER_ID];
  const anonymousId = record.ids[ANONYMOUS_ID];
  const head = `{"type":"${record.type}","messageId":${JSON.stringify(record.messageId)},"timestamp":"${record.timestamp}",${
    userId ? `"userId":${JSON.stringify(userId)},` : ""
  }${anonymousId ? `"anonymousId":${JSON.stringify(anonymousId)},` : ""}${ownFields[record.type](record)}`;
  const text = [head, record.properties, ...contextPieces(record.context)];
  const bytes = bytesOf(text);
  if (!userId && !anonymousId) {
    return {
      text,
      bytes,
      problem: {
        code: "no_identifier",
        reason:
          "Segment needs a user ID or an anonymous ID, and this person has none of those that were chosen.",
      },
    };
  }
  if (bytes > segmentKit.limits.recordBytes) {
    const kilobytes = (bytes / 1000).toFixed(1);
    return {
      text,
      bytes,
      problem: {
        code: "too_large",
        reason: `Segment takes records of up to 32 KB; this one is ${kilobytes} KB.`,
      },
    };
  }
  return { text, bytes };
}
