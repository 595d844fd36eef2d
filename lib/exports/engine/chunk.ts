import type { Connector, EncodedRecord } from "../../partners/connector.ts";
import type { PartnerLimits } from "../../partners/kit.ts";
import { type PackedTexts, packedTexts } from "./packed-texts.ts";
import type { SourceRow } from "./source.ts";

/** What booking and the ledger need of a record's row. */
export type Entry = Omit<SourceRow, "record"> & { name: string; messageId: string };

/** Why a record is not sent; `text` would have been. */
export type Problem = { code: string; reason: string; text: string };

/**
 * Records that follow each other in the source and leave as one request (those without a problem). Texts and entries are
 * packed: as objects they lived until the answer came, and copying them from one generation of the heap to the next was
 * the busiest part of a run and let memory grow with its length.
 */
export type Chunk = {
  count: number;
  /** Of the request, its envelope included. */
  bytes: number;
  /** Places of the records without a problem. */
  sendable: number[];
  problems: Map<number, Problem>;
  texts: PackedTexts;
  entries: PackedTexts;
  /** Gives its buffers to a later chunk. Nobody may read this one any more. */
  release(): void;
};

/** Enough for most: a batch of ordinary events has some 800 entries of 300 bytes. */
const ENTRIES_BYTES = 256_000;

/** What is known of the record at a place. */
export function entryAt(chunk: Chunk, place: number): Entry {
  return JSON.parse(chunk.entries.at(place)) as Entry;
}

/** Makes empty chunks, out of the buffers of released ones: dead ones would lie about until the old generation is collected. */
function chunkMaker(connector: Connector, limits: PartnerLimits): () => Chunk {
  const free: Pick<Chunk, "texts" | "entries">[] = [];
  return () => {
    const buffers = free.pop() ?? {
      texts: packedTexts(limits.batchBytes),
      entries: packedTexts(ENTRIES_BYTES),
    };
    const release = () => {
      buffers.texts.clear();
      buffers.entries.clear();
      free.push(buffers);
    };
    const bytes = connector.envelopeBytes;
    return { count: 0, bytes, sendable: [], problems: new Map(), ...buffers, release };
  };
}

function add(chunk: Chunk, row: SourceRow, encoded: EncodedRecord): void {
  const { text, bytes, problem } = encoded;
  if (problem) {
    chunk.problems.set(chunk.count, { ...problem, text });
    chunk.texts.skip();
  } else {
    chunk.bytes += bytes + (chunk.sendable.length > 0 ? 1 : 0);
    chunk.sendable.push(chunk.count);
    chunk.texts.add(text);
  }
  const { name, messageId } = row.record;
  const { key, personId, eventTx, eventSeq } = row;
  const entry: Entry = { key, personId, eventTx, eventSeq, name, messageId };
  chunk.entries.add(JSON.stringify(entry));
  chunk.count += 1;
}

/** Cuts rows into chunks within a partner's limits; a record with a problem stays in its place and takes no room. */
export async function* chunksOf(
  rows: AsyncIterable<SourceRow[]>,
  connector: Connector,
  limits: PartnerLimits,
): AsyncGenerator<Chunk> {
  const emptyChunk = chunkMaker(connector, limits);
  let chunk = emptyChunk();
  for await (const page of rows) {
    for (const row of page) {
      const encoded = connector.encode(row.record);
      const comma = chunk.sendable.length > 0 ? 1 : 0;
      const room = encoded.problem ? 0 : encoded.bytes + comma;
      const full = chunk.count >= limits.batchRecords || chunk.bytes + room > limits.batchBytes;
      if (full && chunk.count > 0) {
        yield chunk;
        chunk = emptyChunk();
      }
      add(chunk, row, encoded);
    }
  }
  if (chunk.count > 0) {
    yield chunk;
  }
}
