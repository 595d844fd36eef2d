import type { Chunk } from "../../delivery/chunk.ts";
import { type PackedTexts, packedTexts } from "../../delivery/packed-texts.ts";
import type { CallLane, RecordTexts } from "../../partners/connector.ts";
import type { PlannedCall, PlannedRecord } from "./decide.ts";

/** Which record of which call of the chunk stands at a place. */
export type RecordEntry = { call: PlannedCall; record: number };

/** Records of one request that know their places in the chunk. */
export type PlacedTexts = RecordTexts & { places: number[] };

export type CallChunk = Chunk<RecordEntry> & { calls: PlannedCall[]; pick(places: number[]): PlacedTexts };

type Limits = Pick<CallLane, "limits" | "envelopeBytes" | "mostOfKind">;

/** Cuts a lane's calls into requests within the partner's limits. Records of one call stay together. */
export function cutCalls(calls: PlannedCall[], lane: Limits): PlannedCall[][] {
  const { batchRecords, batchBytes } = lane.limits;
  const scarce = Object.entries(lane.mostOfKind);
  const cut: PlannedCall[][] = [];
  let open: PlannedCall[] = [];
  let bytes = lane.envelopeBytes;
  let count = 0;
  let used = scarce.map(() => 0);
  for (const call of calls) {
    let room = 0;
    for (const record of call.records) {
      room += record.bytes + 1;
    }
    const more = scarce.map(([kind]) => call.records.filter((record) => record.kind === kind).length);
    const tooMany = scarce.some(([, most], index) => (used[index] ?? 0) + (more[index] ?? 0) > most);
    const full = count + call.records.length > batchRecords || bytes + room > batchBytes || tooMany;
    if (full && open.length > 0) {
      cut.push(open);
      open = [];
      bytes = lane.envelopeBytes;
      count = 0;
      used = scarce.map(() => 0);
    }
    open.push(call);
    bytes += room;
    count += call.records.length;
    used = used.map((number, index) => number + (more[index] ?? 0));
  }
  return open.length > 0 ? [...cut, open] : cut;
}

/** Makes chunks of calls, out of the buffers of released ones. */
export function chunkPress(lane: Limits): (calls: PlannedCall[]) => CallChunk {
  const free: PackedTexts[] = [];
  return (calls) => {
    const texts = free.pop() ?? packedTexts(0);
    const entries: RecordEntry[] = calls.flatMap((call) =>
      call.records.map((_, record) => ({ call, record })),
    );
    let bytes = lane.envelopeBytes;
    for (const { call, record } of entries) {
      const { text, bytes: size } = call.records[record] as PlannedRecord;
      texts.add(text, size);
      bytes += size + 1;
    }
    const pick = (places: number[]): PlacedTexts => ({ ...texts.pick(places), places });
    return {
      calls,
      pick,
      count: entries.length,
      bytes: bytes - 1,
      sendable: entries.map((_, place) => place),
      problems: new Map(),
      texts: { ...texts, pick },
      entryAt: (place) => entries[place] as RecordEntry,
      release: () => {
        texts.clear();
        free.push(texts);
      },
    };
  };
}
