import type { EncodedRecord, ExportRecord } from "../connector.ts";
import { segmentKit } from "./kit.ts";

/** Order of `ids` in a record: the connector's slots. */
export const USER_ID = 0;
export const ANONYMOUS_ID = 1;

const library = `"library":{"name":"junction","version":"1"}`;

/** Adds our library to a context given as JSON text, unless it names its own. */
function contextText(context: string): string {
  if (context === "{}" || !context.startsWith("{")) {
    return `{${library}}`;
  }
  return context.includes('"library"') ? context : `{${library},${context.slice(1)}`;
}

/** The fields that tell one kind of call from another. */
const ownFields: Record<ExportRecord["type"], (record: ExportRecord) => string> = {
  track: (record) => `"event":${JSON.stringify(record.name)},"properties":${record.properties}`,
  page: (record) => named(record),
  screen: (record) => named(record),
  identify: (record) => `"traits":${record.properties}`,
};

function named(record: ExportRecord): string {
  const category = record.category ? `"category":${JSON.stringify(record.category)},` : "";
  return `"name":${JSON.stringify(record.name)},${category}"properties":${record.properties}`;
}

/**
 * A record as a message of Segment's batch call, built by concatenation because parsing 32 KB of properties only to
 * print them again costs more than all the rest. Without any identifier or over 32 KB it carries the problem.
 */
export function encodeForSegment(record: ExportRecord): EncodedRecord {
  const userId = record.ids[USER_ID];
  const anonymousId = record.ids[ANONYMOUS_ID];
  const text = `{"type":"${record.type}","messageId":${JSON.stringify(record.messageId)},"timestamp":"${record.timestamp}",${
    userId ? `"userId":${JSON.stringify(userId)},` : ""
  }${anonymousId ? `"anonymousId":${JSON.stringify(anonymousId)},` : ""}${ownFields[record.type](record)},"context":${contextText(record.context)}}`;
  const bytes = Buffer.byteLength(text);
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
