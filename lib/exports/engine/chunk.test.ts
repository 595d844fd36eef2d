import { expect, test } from "vitest";
import type { Connector } from "../../partners/connector.ts";
import type { PartnerLimits } from "../../partners/kit.ts";
import { segmentConnector } from "../../partners/segment/connector.ts";
import { chunksOf, entryAt } from "./chunk.ts";
import type { SourceRow } from "./source.ts";

const limits: PartnerLimits = {
  batchBytes: 100,
  recordBytes: 50,
  batchRecords: 4,
  inFlight: 1,
  timeoutMs: 1,
};
/** A record's text is as long as its name says; a negative length is a problem. */
const connector: Connector = {
  ...segmentConnector,
  envelopeBytes: 10,
  encode: ({ name }) => {
    const bytes = Number(name);
    return bytes < 0
      ? { text: "", bytes: 1_000, problem: { code: "too_large", reason: "" } }
      : { text: "x".repeat(bytes), bytes };
  },
};

async function cut(lengths: number[][]): Promise<number[][]> {
  async function* rows(): AsyncGenerator<SourceRow[]> {
    for (const page of lengths) {
      yield page.map((length) => ({ record: { name: String(length) } }) as SourceRow);
    }
  }
  const chunks: number[][] = [];
  for await (const chunk of chunksOf(rows(), connector, limits)) {
    const { count, sendable, texts } = chunk;
    const [first = 0, last = 0] = [sendable[0], sendable.at(-1)];
    const sent = sendable.map((place) => texts.at(place)).join(",");
    expect(sendable.length > 0 ? texts.joined(first, last).toString() : "").toBe(sent);
    expect(sent.length + connector.envelopeBytes).toBe(chunk.bytes);
    const records = Array.from({ length: count }, (_, place) => Number(entryAt(chunk, place).name));
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
