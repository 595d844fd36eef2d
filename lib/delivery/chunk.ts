import { setImmediate } from "node:timers/promises";
import type { EncodedRecord, Lane, TextPieces } from "../partners/connector.ts";
import { wholeText } from "../partners/record-texts.ts";
import { Halt } from "./halt.ts";
import { type PackedTexts, packedTexts } from "./packed-texts.ts";

/** What those who book need of a record. */
export type Entry = object | string;

type Encoded = EncodedRecord<string | TextPieces>;

/** Why a record is not sent; `text` would have been. */
export type Problem = { code: string; reason: string; text: string };

/**
 * Records that follow each other in the source and leave as one request (those without a problem). Texts are packed: as
 * strings they lived until the answer came, and copying them from one generation of the heap to the next was the busiest
 * part of a run and let memory grow with its length.
 */
export type Chunk<Each extends Entry> = {
  count: number;
  /** Of the request, its envelope included. */
  bytes: number;
  /** Places of the records without a problem. */
  sendable: number[];
  problems: Map<number, Problem>;
  texts: PackedTexts;
  /** What is known of the record at a place. */
  entryAt(place: number): Each;
  /** Gives its buffers to a later chunk. Nobody may read this one any more. */
  release(): void;
};

type Filling<Each extends Entry> = Chunk<Each> & { entries: Each[] };

/** Makes empty chunks, out of the buffers of released ones: dead ones would lie about until the old generation is collected. */
function chunkMaker<Each extends Entry>(lane: Pick<Lane, "limits" | "envelopeBytes">): () => Filling<Each> {
  const free: { texts: PackedTexts; entries: Each[] }[] = [];
  return () => {
    const buffers = free.pop() ?? {
      texts: packedTexts(lane.limits.batchBytes),
      entries: [],
    };
    const release = () => {
      buffers.texts.clear();
      buffers.entries.length = 0;
      free.push(buffers);
    };
    return {
      count: 0,
      bytes: lane.envelopeBytes,
      sendable: [],
      problems: new Map(),
      ...buffers,
      entryAt: (place) => buffers.entries[place] as Each,
      release,
    };
  };
}

function add<Each extends Entry>(chunk: Filling<Each>, entry: Each, encoded: Encoded): void {
  const { text, bytes, problem } = encoded;
  if (problem) {
    chunk.problems.set(chunk.count, { ...problem, text: wholeText(text) });
    chunk.texts.skip();
  } else {
    chunk.bytes += bytes + (chunk.sendable.length > 0 ? 1 : 0);
    chunk.sendable.push(chunk.count);
    chunk.texts.add(text, bytes);
  }
  chunk.entries.push(entry);
  chunk.count += 1;
}

/** Makes of a row what booking needs of it, and what leaves. */
export type Encode<Row, Each extends Entry> = (row: Row) => { entry: Each; encoded: Encoded };

/**
 * Cuts rows, each encoded before the next one is asked for, into chunks within a lane's limits; a record with a problem
 * stays in its place and takes no room. Throws Halt, before the first one, where they do not go into the one that they must.
 */
export async function* chunksOf<Row, Each extends Entry>(
  pages: AsyncIterable<Iterable<Row>>,
  encode: Encode<Row, Each>,
  lane: Pick<Lane, "limits" | "envelopeBytes" | "undivided">,
): AsyncGenerator<Chunk<Each>> {
  const { batchRecords, batchBytes } = lane.limits;
  const emptyChunk = chunkMaker<Each>(lane);
  let chunk = emptyChunk();
  for await (const page of pages) {
    // A source that reads ahead hands its statement to PostgreSQL in a later turn of the event loop. Encoding a page keeps
    // this one busy to the last row, and the two would work by turns instead of at once.
    await setImmediate();
    for (const row of page) {
      const { entry, encoded } = encode(row);
      const comma = chunk.sendable.length > 0 ? 1 : 0;
      const room = encoded.problem ? 0 : encoded.bytes + comma;
      const full = chunk.count >= batchRecords || chunk.bytes + room > batchBytes;
      if (full && chunk.count > 0) {
        if (lane.undivided !== undefined) {
          throw new Halt({ kind: "refused", message: lane.undivided });
        }
        yield chunk;
        chunk = emptyChunk();
      }
      add(chunk, entry, encoded);
    }
  }
  if (chunk.count > 0) {
    yield chunk;
  }
}
