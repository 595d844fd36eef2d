import type { Connector, EncodedRecord } from "../../partners/connector.ts";
import type { PartnerLimits } from "../../partners/kit.ts";
import type { SourceRow } from "./source.ts";

/** A record on its way: what booking and the ledger need of its row, and where in its chunk its text stands. */
export type Entry = {
  key: SourceRow["key"];
  personId: string;
  eventTx: string | null;
  eventSeq: string | null;
  name: string;
  messageId: string;
  start: number;
  end: number;
  /** Why it is not sent; `text` would have been sent. */
  problem?: { code: string; reason: string; text: string };
};

/**
 * Records that follow each other in the source and leave as one request (those without a problem). `texts` holds theirs,
 * with a comma between each two: as strings they lived until the answer came, and copying them from one generation of the
 * heap to the next was the busiest part of a run and let memory grow with its length.
 */
export type Chunk = { entries: Entry[]; sendable: number; bytes: number; texts: Buffer };

/** The text of one record. */
export function textOf(chunk: Chunk, entry: Entry): string {
  return entry.problem?.text ?? chunk.texts.toString("utf8", entry.start, entry.end);
}

/** The texts of records without a problem that follow each other, with a comma between each two. */
export function recordsOf(chunk: Chunk, entries: Entry[]): Buffer {
  return chunk.texts.subarray(entries[0]?.start ?? 0, entries.at(-1)?.end ?? 0);
}

const NO_TEXTS = Buffer.alloc(0);
const COMMA = 44;

function emptyChunk(connector: Connector): Chunk {
  return { entries: [], sendable: 0, bytes: connector.envelopeBytes, texts: NO_TEXTS };
}

type To = { connector: Connector; limits: PartnerLimits };

function add(chunk: Chunk, row: SourceRow, encoded: EncodedRecord, { connector, limits }: To): void {
  const { key, personId, eventTx, eventSeq, record } = row;
  const entry: Entry = {
    key,
    personId,
    eventTx,
    eventSeq,
    name: record.name,
    messageId: record.messageId,
    start: 0,
    end: 0,
  };
  chunk.entries.push(entry);
  if (encoded.problem) {
    entry.problem = { ...encoded.problem, text: encoded.text };
    return;
  }
  if (chunk.sendable === 0) {
    // Memory that is never written to costs none, so a chunk of a few records may reserve the whole.
    chunk.texts = Buffer.allocUnsafeSlow(Math.max(limits.batchBytes, encoded.bytes));
  }
  const comma = chunk.sendable > 0 ? 1 : 0;
  // Where the last one ended: the envelope comes around the records later.
  const at = chunk.bytes - connector.envelopeBytes;
  if (comma === 1) {
    chunk.texts[at] = COMMA;
  }
  entry.start = at + comma;
  entry.end = entry.start + chunk.texts.write(encoded.text, entry.start);
  chunk.bytes += encoded.bytes + comma;
  chunk.sendable += 1;
}

/** Cuts rows into chunks within a partner's limits; a record with a problem stays in its place and takes no room. */
export async function* chunksOf(
  rows: AsyncIterable<SourceRow[]>,
  connector: Connector,
  limits: PartnerLimits,
): AsyncGenerator<Chunk> {
  let chunk = emptyChunk(connector);
  for await (const page of rows) {
    for (const row of page) {
      const encoded = connector.encode(row.record);
      const comma = chunk.sendable > 0 ? 1 : 0;
      const room = encoded.problem ? 0 : encoded.bytes + comma;
      const full = chunk.entries.length >= limits.batchRecords || chunk.bytes + room > limits.batchBytes;
      if (full && chunk.entries.length > 0) {
        yield chunk;
        chunk = emptyChunk(connector);
      }
      add(chunk, row, encoded, { connector, limits });
    }
  }
  if (chunk.entries.length > 0) {
    yield chunk;
  }
}
