import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCalls } from "./read-calls.ts";
import { Refusal } from "./refusal.ts";
import type { CallType } from "./schema.ts";
import { callTypes } from "./schema.ts";
import { wireBodies, wireExamples } from "./wire.ts";

const receivedAt = new Date("2026-05-01T10:00:00.000Z");

/** The fast reader's verdict on a body: null, or why it is refused. */
function refusalOf(address: CallType | "batch", given: unknown): string | null {
  const text = JSON.stringify(given);
  try {
    const [refused] = readCalls(address, JSON.parse(text), text, receivedAt).refused;
    return refused?.refusal.message ?? null;
  } catch (error) {
    if (error instanceof Refusal) {
      return error.message;
    }
    throw error;
  }
}

const long = (least: number) =>
  fc.integer({ min: least, max: least + 6 }).map((length) => "x".repeat(length));
const anything = fc.constantFrom<unknown>(null, "", " ", 0, 7, -1.5, true, [], {}, { a: 1 }, "text", [
  "text",
]);
const ids = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom<unknown>("cust-1", " x ", 12, "\ufeff", "\u2003", " null ", "0-0", "undefined"),
  long(97),
  long(397).map((text) => ` ${text}`),
  anything,
);
const dates = fc.oneof(
  fc
    .date({ min: new Date(0), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  fc.constantFrom(
    "2026-01-31",
    "2026-01-31 12:00",
    "2026-13-01",
    "1969-12-31",
    "2100-01-01",
    "1.5.2026",
    "2026-02-30T00:00:00+02:00",
  ),
  anything,
);
const objects = fc.oneof(fc.constantFrom<unknown>({ plan: "gold" }, { email: "a@b.co" }), anything);
const names = fc.oneof(fc.constantFrom<unknown>("Home", " ", "\u00a0"), long(397), anything);
const told = fc.constantFrom<unknown>(
  { traits: { email: "a@b.co" } },
  { device: { id: "d-1" } },
  { device: { id: "0-0" } },
);
const contexts = fc.oneof(fc.record({ traits: objects }), objects, told);

const values: Record<string, fc.Arbitrary<unknown>> = {
  userId: ids,
  anonymousId: ids,
  messageId: ids,
  groupId: ids,
  previousId: ids,
  timestamp: dates,
  originalTimestamp: dates,
  sentAt: dates,
  event: names,
  name: names,
  category: anything,
  traits: objects,
  properties: objects,
  integrations: objects,
  context: contexts,
  mergeProperties: fc.oneof(
    fc.array(
      fc.record(
        { type: fc.oneof(fc.constantFrom("email", "User ID", "cookie"), anything), value: ids },
        { requiredKeys: [] },
      ),
      { maxLength: 2 },
    ),
    anything,
  ),
  writeKey: anything,
};

/** A right call of some type with up to three fields that are anything, or are gone. */
function calls(type: CallType): fc.Arbitrary<Record<string, unknown>> {
  const change = fc
    .constantFrom(...Object.keys(values))
    .chain((field) => fc.tuple(fc.constant(field), fc.option(values[field] ?? anything, { nil: undefined })));
  return fc.array(change, { maxLength: 3 }).map((changes) => ({
    ...wireExamples[type],
    ...Object.fromEntries(changes),
  }));
}

const items = fc.constantFrom(...callTypes).chain((type) => calls(type).map((call) => ({ ...call, type })));
const wrongItems = fc.oneof(
  anything,
  items.map((call) => ({ ...call, type: "unite" })),
);
const batches = fc.record(
  {
    batch: fc.oneof(
      { weight: 8, arbitrary: fc.array(items, { maxLength: 2 }) },
      { weight: 1, arbitrary: fc.array(wrongItems, { maxLength: 2 }) },
      { weight: 1, arbitrary: anything },
    ),
    // What a shared context holds is checked in each call that it becomes a part of.
    context: objects,
    integrations: objects,
    sentAt: dates,
  },
  { requiredKeys: ["batch"] },
);

describe.each([...callTypes, "batch"] as const)("the documented body of /v1/%s", (address) => {
  test("is taken by the reader in its example", () => {
    expect(refusalOf(address, wireExamples[address])).toBeNull();
    expect(wireBodies[address].safeParse(wireExamples[address]).error).toBeUndefined();
  });

  test("allows exactly what the reader takes", () => {
    const verdicts = { taken: 0, refused: 0 };
    fc.assert(
      fc.property(address === "batch" ? batches : calls(address), (given) => {
        const body = JSON.parse(JSON.stringify(given));
        const refusal = refusalOf(address, body);
        const parsed = wireBodies[address].safeParse(body);
        verdicts[refusal === null ? "taken" : "refused"] += 1;
        expect(parsed.success, `${refusal ?? "taken"}; ${parsed.error?.message}`).toBe(refusal === null);
      }),
      { numRuns: 2_000, seed: 2_026 },
    );
    // Neither verdict is there by accident alone.
    expect(Math.min(verdicts.taken, verdicts.refused)).toBeGreaterThan(100);
  });
});
