import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../kernel/json.ts";
import { applyOperation, type MemberOperation, type MemberState, unknownMember } from "./member-state.ts";

function operation(
  kind: "upsert" | "delete",
  atMs: number,
  properties: Record<string, Json> = {},
): MemberOperation {
  return { audienceId: "a", identity: "cust-1001", operation: kind, properties, atMs };
}

function stateAfter(...operations: MemberOperation[]): MemberState {
  return operations.reduce((state, each) => applyOperation(state, each).state, unknownMember);
}

const last = (...operations: MemberOperation[]) =>
  operations.reduce((step, each) => applyOperation(step.state, each), {
    state: unknownMember,
    result: { verdict: "ignored", reason: "" },
  } as ReturnType<typeof applyOperation>).result;

describe("one user's operations", () => {
  test("an upsert adds, and merges properties", () => {
    const state = stateAfter(operation("upsert", 1, { a: 1, b: 1 }), operation("upsert", 2, { b: 2, c: 2 }));
    expect(state).toMatchObject({ present: true, properties: { a: 1, b: 2, c: 2 } });
  });

  test("an old upsert never undoes a newer delete", () => {
    const state = stateAfter(
      operation("upsert", 1),
      operation("delete", 5),
      operation("upsert", 3, { a: 1 }),
    );
    expect(state).toMatchObject({ present: false, properties: {} });
    expect(last(operation("delete", 5), operation("upsert", 3))).toEqual({
      verdict: "ignored",
      reason: "Older than a delete of the same user",
    });
  });

  test("an old delete never undoes a newer upsert, but takes what was said before it", () => {
    const state = stateAfter(
      operation("upsert", 1, { a: 1 }),
      operation("upsert", 5, { b: 5 }),
      operation("delete", 3),
    );
    expect(state).toMatchObject({ present: true, properties: { b: 5 } });
  });

  test("a late upsert changes only the properties that nothing newer has set", () => {
    const state = stateAfter(
      operation("upsert", 1, { a: 1 }),
      operation("upsert", 3, { b: 3 }),
      operation("upsert", 2, { a: 2, b: 2 }),
    );
    expect(state.properties).toEqual({ a: 2, b: 3 });
  });

  test("the same operation twice changes nothing and says so", () => {
    const one = operation("upsert", 1, { a: 1 });
    expect(stateAfter(one, one)).toEqual(stateAfter(one));
    expect(last(one, one)).toEqual({ verdict: "ignored", reason: "Says nothing new" });
    expect(last(one, operation("delete", 2), operation("delete", 2))).toEqual({
      verdict: "ignored",
      reason: "Not in the audience",
    });
  });

  test("of two operations of the same moment the one that came later counts", () => {
    expect(stateAfter(operation("upsert", 1), operation("delete", 1)).present).toBe(false);
    expect(stateAfter(operation("delete", 1), operation("upsert", 1)).present).toBe(true);
  });

  test("property names of objects themselves are names like others", () => {
    const odd = JSON.parse('{"__proto__": 1, "constructor": 2}');
    const state = stateAfter(operation("upsert", 1, odd));
    expect(Object.keys(state.stamps).sort()).toEqual(["__proto__", "constructor"]);
    expect(last(operation("upsert", 2, { constructor: 1 }))).toEqual({ verdict: "applied", reason: "" });
  });

  test("operations in any order end as those in the order of time", () => {
    const kind = fc.constantFrom("upsert" as const, "delete" as const);
    const properties = fc.dictionary(fc.constantFrom("a", "b", "c"), fc.integer({ min: 0, max: 9 }));
    const operations = fc
      .array(fc.tuple(kind, properties), { maxLength: 8 })
      .map((each) => each.map(([name, values], index) => operation(name, index + 1, values)));
    const shuffled = operations.chain((inTime) =>
      fc.tuple(fc.constant(inTime), fc.shuffledSubarray(inTime, { minLength: inTime.length })),
    );
    fc.assert(
      fc.property(shuffled, ([inTime, asTheyCame]) => {
        const { present, properties: found } = stateAfter(...asTheyCame);
        const expected = stateAfter(...inTime);
        expect({ present, found: present ? found : {} }).toEqual({
          present: expected.present,
          found: expected.properties,
        });
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
