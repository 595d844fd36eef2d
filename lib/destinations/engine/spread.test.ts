import { expect, test } from "vitest";
import { cutCalls } from "./call-chunk.ts";
import type { PlannedCall } from "./decide.ts";
import { spread } from "./spread.ts";

const call = (n: number, personId: string, kinds: string[] = ["event"], bytes = 10): PlannedCall => ({
  tx: "1",
  seq: String(n),
  personId,
  name: "",
  messageId: "",
  receivedMs: 0,
  records: kinds.map((kind) => ({ kind, text: "", bytes, repeatable: false })),
  warnings: [],
  fate: null,
});

test("all calls of a person stand in one lane, in their order, and lanes are even", () => {
  const calls = Array.from({ length: 14_990 }, (_, n) => call(n, `p${n % 997}`));
  const lanes = spread(calls, { most: 15, perLane: 1_000 });
  expect(lanes.length).toBe(15);
  expect(lanes.flat().length).toBe(calls.length);
  for (const lane of lanes) {
    expect(lane.length).toBeGreaterThan(900);
    expect(lane.length).toBeLessThan(1_100);
    const numbers = lane.map(({ seq }) => Number(seq));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  }
  // Nobody is in two lanes: counted by lane there are as many people as there are.
  expect(lanes.reduce((sum, lane) => sum + new Set(lane.map(({ personId }) => personId)).size, 0)).toBe(997);
});

test("few calls take few lanes, one person one lane, and no more lanes than may be", () => {
  const of = (count: number, people: number, most = 15) =>
    spread(
      Array.from({ length: count }, (_, n) => call(n, `p${n % people}`)),
      { most, perLane: 1_000 },
    ).filter((lane) => lane.length > 0).length;
  expect([of(0, 1), of(999, 999), of(1_001, 1_001), of(5_000, 1), of(15_000, 15_000, 4)]).toEqual([
    0, 1, 2, 1, 4,
  ]);
});

const limits = { batchRecords: 3, batchBytes: 100, recordBytes: 100, inFlight: 1, timeoutMs: 1 };
const cut = (calls: PlannedCall[]) =>
  cutCalls(calls, { limits, envelopeBytes: 8, mostOfKind: { token: 1 } }).map((some) =>
    some.map(({ seq }) => seq),
  );

test.each<[string, PlannedCall[], string[][]]>([
  ["so many records", [1, 2, 3, 4].map((n) => call(n, "p")), [["1", "2", "3"], ["4"]]],
  [
    "records of one call together",
    [call(1, "p"), call(2, "p"), call(3, "p", ["profile", "event"])],
    [["1", "2"], ["3"]],
  ],
  ["so many of a kind", [call(1, "p", ["profile", "token"]), call(2, "p", ["token"])], [["1"], ["2"]]],
  ["so many bytes", [call(1, "p", ["event"], 60), call(2, "p", ["event"], 60)], [["1"], ["2"]]],
  ["one that is too large goes alone", [call(1, "p", ["event"], 500), call(2, "p")], [["1"], ["2"]]],
  ["nothing", [], []],
])("a request holds %s", (_name, calls, expected) => {
  expect(cut(calls)).toEqual(expected);
});
