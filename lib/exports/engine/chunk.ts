import type { Connector, EncodedRecord } from "../../partners/connector.ts";
import type { PartnerLimits } from "../../partners/kit.ts";
import type { SourceRow } from "./source.ts";

/**
 * A record on its way. Only what booking and the ledger need of its row: the documents themselves are in the text, and to
 * keep them twice until the answer comes made the garbage collector the busiest part of a run.
 */
export type Entry = {
  key: SourceRow["key"];
  personId: string;
  eventTx: string | null;
  eventSeq: string | null;
  name: string;
  messageId: string;
  encoded: EncodedRecord;
};

function entryOf(row: SourceRow, encoded: EncodedRecord): Entry {
  const { key, personId, eventTx, eventSeq, record } = row;
  return { key, personId, eventTx, eventSeq, name: record.name, messageId: record.messageId, encoded };
}

/** Records that follow each other in the source and leave as one request (those without a problem). */
export type Chunk = { entries: Entry[]; sendable: number; bytes: number };

/** Cuts rows into chunks within a partner's limits; a record with a problem stays in its place and takes no room. */
export async function* chunksOf(
  rows: AsyncIterable<SourceRow[]>,
  connector: Connector,
  limits: PartnerLimits,
): AsyncGenerator<Chunk> {
  let chunk: Chunk = { entries: [], sendable: 0, bytes: connector.envelopeBytes };
  for await (const page of rows) {
    for (const row of page) {
      const encoded = connector.encode(row.record);
      const comma = chunk.sendable > 0 ? 1 : 0;
      const room = encoded.problem ? 0 : encoded.bytes + comma;
      const full = chunk.entries.length >= limits.batchRecords || chunk.bytes + room > limits.batchBytes;
      if (full && chunk.entries.length > 0) {
        yield chunk;
        chunk = { entries: [], sendable: 0, bytes: connector.envelopeBytes };
      }
      chunk.entries.push(entryOf(row, encoded));
      if (!encoded.problem) {
        chunk.bytes += encoded.bytes + (chunk.sendable > 0 ? 1 : 0);
        chunk.sendable += 1;
      }
    }
  }
  if (chunk.entries.length > 0) {
    yield chunk;
  }
}
