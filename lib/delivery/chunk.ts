import type { EncodedRecord, Lane } from "../partners/connector.ts";

/** A record on its way to a partner. What else an entry carries is the business of those who book it. */
export type Entry = { encoded: EncodedRecord };

/** Entries that follow each other in the source and leave as one request (those without a problem). */
export type Chunk<Each extends Entry> = { entries: Each[]; sendable: number; bytes: number };

/** Cuts entries into chunks within a lane's limits; one with a problem stays in its place and takes no room. */
export async function* chunksOf<Row, Each extends Entry>(
  pages: AsyncIterable<Row[]>,
  entryOf: (row: Row) => Each,
  { limits, envelopeBytes }: Pick<Lane, "limits" | "envelopeBytes">,
): AsyncGenerator<Chunk<Each>> {
  let chunk: Chunk<Each> = { entries: [], sendable: 0, bytes: envelopeBytes };
  for await (const page of pages) {
    for (const row of page) {
      const entry = entryOf(row);
      const { problem, bytes } = entry.encoded;
      const comma = chunk.sendable > 0 ? 1 : 0;
      const room = problem ? 0 : bytes + comma;
      const full = chunk.entries.length >= limits.batchRecords || chunk.bytes + room > limits.batchBytes;
      if (full && chunk.entries.length > 0) {
        yield chunk;
        chunk = { entries: [], sendable: 0, bytes: envelopeBytes };
      }
      chunk.entries.push(entry);
      if (!problem) {
        chunk.bytes += bytes + (chunk.sendable > 0 ? 1 : 0);
        chunk.sendable += 1;
      }
    }
  }
  if (chunk.entries.length > 0) {
    yield chunk;
  }
}
