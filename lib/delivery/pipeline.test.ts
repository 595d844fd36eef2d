import { expect, test } from "vitest";
import type { Lane, SendAnswer } from "../partners/connector.ts";
import { openGate } from "./gate.ts";
import { runPipeline } from "./pipeline.ts";

/** Runs so many records through a lane that takes two in a request. */
async function run(records: number, more: Partial<Lane>) {
  const sent: number[] = [];
  const booked: number[] = [];
  const taken: SendAnswer = { verdict: "accepted", httpStatus: 200, message: "", body: "" };
  const lane: Lane = {
    limits: { batchBytes: 100, recordBytes: 50, batchRecords: 2, inFlight: 1, timeoutMs: 1 },
    envelopeBytes: 2,
    send: async ({ count }) => {
      sent.push(count);
      return taken;
    },
    show: () => ({ method: "POST", url: "", headers: {}, body: "" }),
    ...more,
  };
  async function* pages(): AsyncGenerator<string[]> {
    yield Array.from({ length: records }, (_, index) => `r${index}`);
  }
  const over = new AbortController();
  const times = { parkMs: 1, giveUpMs: 1, firstMs: 1, maxMs: 1 };
  const clock = { now: () => new Date(0) };
  const end = await runPipeline({
    pages: pages(),
    encode: (row) => ({ entry: row, encoded: { text: row, bytes: row.length } }),
    batches: 0,
    over,
    sender: {
      lane,
      gate: openGate({ ...times, clock, signal: over.signal, outage: null, onWait: async () => {} }),
      access: () => ({
        settings: {},
        secrets: {},
        baseUrl: "",
        http: async () => ({ status: 200, headers: {}, body: "" }),
      }),
      renewAccess: async () => false,
      leave: async () => {},
      nowMs: () => 0,
      keepEntries: false,
    },
    book: async ({ done }) => {
      booked.push(done);
    },
  });
  return { sent, booked, reason: end.reason };
}

test("records that fill a request go on in the next one", async () => {
  expect(await run(3, {})).toEqual({ sent: [2, 1], booked: [2, 1], reason: null });
});

test("where one request has to hold all of them, nothing leaves of more than it holds", async () => {
  const undivided = "It is too large for one list.";
  expect(await run(2, { undivided })).toEqual({ sent: [2], booked: [2], reason: null });
  const reason = { kind: "refused", message: undivided };
  expect(await run(3, { undivided })).toEqual({ sent: [], booked: [], reason });
});
