import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Json } from "../../kernel/json.ts";
import { lintRecord } from "./lint.ts";
import { mapCall } from "./map.ts";

const settings = { trackAnonymous: true, objectIdMapping: false };
const NO_TYPE = "Message Type is not present. Aborting message.";

describe("the type of a call", () => {
  it.each(["identify", "page", "screen", "track", "alias"])("%s is mapped, whatever its case", (type) => {
    const call = { event: "Viewed", userId: "u", previousId: "p" };
    const mapped = mapCall({ type, ...call }, settings);
    expect(mapped).toHaveProperty("records");
    expect(mapCall({ type: type.toUpperCase(), ...call }, settings)).toStrictEqual(mapped);
    expect(mapCall({ type: `${type[0]?.toUpperCase()}${type.slice(1)}`, ...call }, settings)).toStrictEqual(
      mapped,
    );
  });

  it.each(["group", "merge", "Delete", " track", "constructor", "__proto__", 7, true, { a: 1 }, ["track"]])(
    "%j is not supported",
    (type) => {
      expect(mapCall({ type, userId: "u" } as Json, settings)).toStrictEqual({
        error: "Message type not supported",
      });
    },
  );

  it.each<[string, Json]>([
    ["none", { userId: "u" }],
    ["null", { type: null, userId: "u" }],
    ["an empty text", { type: "", userId: "u" }],
    ["a call that is null", null],
    ["a call that is a list", ["track"]],
    ["a call that is a text", "track"],
  ])("%s is missing", (_name, call) => {
    expect(mapCall(call, settings)).toStrictEqual({ error: NO_TYPE });
  });
});

test("a value nested deeper than its text can be written is an error of that call alone", () => {
  const levels = 200_000;
  const properties = JSON.parse(`{"deep":${"[".repeat(levels)}${"]".repeat(levels)}}`);
  const call = { type: "track", event: "Viewed", userId: "u", properties };
  expect(mapCall(call, settings)).toStrictEqual({ error: "Payload could not be constructed" });
});

describe("whatever JSON a call is", () => {
  const value = fc.jsonValue({ maxDepth: 3 });
  const mostly = (arbitrary: fc.Arbitrary<unknown>) => [
    { arbitrary, weight: 5 },
    { arbitrary: value, weight: 1 },
  ];
  const objectOf = (...keys: string[]) =>
    fc
      .tuple(
        fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), value, { maxKeys: 8 }),
        fc.constantFrom("", "__proto__", "constructor"),
      )
      .map(([object, key]) => {
        if (key) {
          Object.defineProperty(object, key, {
            value: { a: [1] },
            enumerable: true,
            configurable: true,
            writable: true,
          });
        }
        return object;
      });
  const traits = fc.oneof(
    value,
    objectOf("email", "name", "firstName", "lastName", "gender", "ts", "id", "overrideFields", "MSG-push"),
  );
  const properties = fc.oneof(
    value,
    objectOf("ts", "name", "event", "products", "revenue", "checkout_id", "Items", "email"),
  );
  const device = fc.record({
    traits,
    device: fc.record({ token: fc.oneof(fc.constant("tok"), value) }),
    os: fc.record({ name: fc.oneof(...mostly(fc.constantFrom("iOS", "Android"))) }),
  });
  const context = fc.oneof(...mostly(device));
  const types = ["identify", "Track", "page", "SCREEN", "alias", "group"];
  const call = fc.oneof(
    ...mostly(
      fc.record(
        {
          type: fc.oneof(...mostly(fc.constantFrom("identify", ...types))),
          userId: value,
          anonymousId: fc.oneof(fc.constant("a"), value),
          previousId: value,
          event: fc.oneof(fc.constantFrom("Order Completed", "Charged", "Viewed"), value),
          name: value,
          traits,
          properties,
          context,
          integrations: fc.oneof(
            value,
            fc.record({
              CleverTap: fc.oneof(value, fc.record({ deviceTokenType: value, chromeKeys: value })),
            }),
          ),
        },
        { requiredKeys: ["type", "context", "anonymousId"] },
      ),
    ),
  ) as fc.Arbitrary<Json>;
  const anySettings = fc.record({ trackAnonymous: fc.boolean(), objectIdMapping: fc.boolean() });

  test("mapping and lint throw nothing, change nothing of it, and give what JSON can write", () => {
    const seen = { records: 0, errors: 0, tokens: 0 };
    fc.assert(
      fc.property(call, anySettings, (given, chosen) => {
        const before = JSON.stringify(given);
        const mapped = mapCall(given, chosen);
        expect(JSON.stringify(given)).toBe(before);
        if (mapped.error !== undefined) {
          seen.errors += 1;
          expect(mapped.error).not.toBe("");
          return;
        }
        const text = JSON.stringify(mapped.records);
        expect(JSON.stringify(JSON.parse(text))).toBe(text);
        for (const { kind, record, user } of mapped.records) {
          seen.records += 1;
          seen.tokens += kind === "token" ? 1 : 0;
          expect(record.type).toBe(kind);
          expect(user === null || typeof user === "string").toBe(true);
          for (const finding of lintRecord(record)) {
            expect(finding.message).not.toBe("");
          }
        }
        expect(JSON.stringify(given)).toBe(before);
      }),
      { numRuns: 500 },
    );
    // A property that met none of a kind would have said nothing about it.
    expect(Math.min(seen.records, seen.errors, seen.tokens)).toBeGreaterThan(5);
  }, 30_000);
});
