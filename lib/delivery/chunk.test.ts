import { expect, test } from "vitest";
import type { PartnerLimits } from "../partners/kit.ts";
import { chunksOf } from "./chunk.ts";

const limits: PartnerLimits = {
  batchBytes: 100,
  recordBytes: 50,
  batchRecords: 4,
  inFlight: 1,
  timeoutMs: 1,
};
const lane = { limits, envelopeBytes: 10 };

/** A record's text is as long as its row says; a negative length is a problem. */
function encode(length: number) {
  const encoded =
    length < 0
      ? { text: "", bytes: 1_000, problem: { code: "too_large", reason: "" } }
      : { text: "x".repeat(length), bytes: length };
  return { entry: { length }, encoded };
}

async function cut(lengths: number[][]): Promise<number[][]> {
  async function* pages(): AsyncGenerator<number[]> {
    yield* lengths;
  }
  const chunks: number[][] = [];
  for await (const chunk of chunksOf(pages(), encode, lane)) {
    const { count, sendable, texts } = chunk;
    const sent = sendable.map((place) => texts.at(place)).join(",");
    expect(texts.pick(sendable).joined().toString()).toBe(sent);
    expect(sent.length + lane.envelopeBytes).toBe(chunk.bytes);
    const records = Array.from({ length: count }, (_, place) => chunk.entryAt(place).length);
    expect(sendable).toEqual(records.flatMap((length, place) => (length < 0 ? [] : [place])));
    chunks.push(records);
  }
  return chunks;
}

test("records share a request up to exactly its bytes, commas and envelope counted", async () => {
  expect(await cut([[44, 45, 1]])).toEqual([[44, 45], [1]]);
  expect(await cut([[45, 45, 1]])).toEqual([[45], [45, 1]]);
});

test("records share a request up to its number of records, over the borders of pages", async () => {
  expect(await cut([[1, 1, 1], [1, 1], [], [1]])).toEqual([
    [1, 1, 1, 1],
    [1, 1],
  ]);
});

test("records with a problem keep their place, take no room, and are bounded in number", async () => {
  expect(await cut([[40, -1, 40, -1]])).toEqual([[40, -1, 40, -1]]);
  expect(await cut([[-1, -1, -1, -1, -1]])).toEqual([[-1, -1, -1, -1], [-1]]);
});

test("nothing makes no request", async () => {
  expect(await cut([[], []])).toEqual([]);
});
