import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Logger } from "../kernel/logger.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";

const database = testDatabase();
const RUNS = 2_400;

type Case = {
  what: string;
  call: string;
  raw: Buffer;
  method?: string;
  /** null: no key at all */
  key?: string | null;
  encoding?: string;
  /** "part": one call of several is wrong, the others are taken */
  expected: "taken" | "part" | "refused" | "either";
  /** a part of what the reply must say */
  names?: string;
};

const calls = ["track", "identify", "page", "screen", "group", "alias", "merge", "batch", "import"] as const;
const json = (value: unknown) => Buffer.from(JSON.stringify(value));
const text = fc.string({ unit: "binary", maxLength: 20 });
const plain = fc.string({ maxLength: 12 });
const anyCall = fc.constantFrom(...calls);

/** A call that is right, except for what a case does to it. */
const track = fc.record({
  type: fc.constant("track"),
  userId: fc.oneof(
    fc.nat().map((n) => `u${n % 50}`),
    fc.integer({ min: 1, max: 50 }),
  ),
  event: plain.map((name) => `E${name}`),
  properties: fc.dictionary(
    plain.map((key) => `k${key}`),
    fc.jsonValue({ maxDepth: 3, noUnicodeString: true }),
    {
      maxKeys: 6,
    },
  ),
});

/** Puts `value` where a sender may put anything, in a single call or inside a batch. */
const place = <Value>(
  value: fc.Arbitrary<Value>,
  put: (call: Record<string, unknown>, value: Value) => unknown,
) =>
  fc.tuple(track, value, fc.nat(3)).map(([base, given, before]) => {
    const call = put({ ...base }, given);
    const good = { type: "track", userId: "u", event: "Good" };
    return before === 0
      ? { call: "track", raw: json(call), at: "", expected: "refused" as const }
      : {
          call: "batch",
          raw: json({ batch: [...Array(before).fill(good), call] }),
          at: `batch[${before}].`,
          expected: "part" as const,
        };
  });

const nested = (levels: number) => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level += 1) {
    value = level % 2 ? [value] : { n: value };
  }
  return value;
};

const wrongFields: [string, unknown[]][] = [
  ["userId", [{}, ["x"], "u".repeat(500), 0, "null", "--"]],
  ["anonymousId", [[1], { a: 1 }]],
  ["event", [{}, "", " ", [], "e".repeat(500)]],
  ["properties", ["x", 5, [1], true]],
  ["context", ["x", 5, [1]]],
  ["integrations", ["x", 5, [{}]]],
  [
    "timestamp",
    ["-9999-01-01T00:00:00Z", "9999 BC", "yesterday", {}, "2026-13-45", "0001-01-01", "2026-02-31T"],
  ],
  ["originalTimestamp", ["9999-12-31T00:00:00Z", true, "1"]],
  ["sentAt", [{}, "never", "-271821-04-20T00:00:00.000Z"]],
  ["messageId", ["m".repeat(101), {}, []]],
];

/** Odd ways of saying what is meant, which cost nothing. */
const oddFields: [string, unknown[]][] = [
  ["userId", [true, false, 5]],
  ["anonymousId", [false, 7]],
  ["event", [5, true]],
  ["properties", [[], ""]],
  ["context", [[], ""]],
  ["integrations", [[], ""]],
  ["type", ["Track", " TRACK"]],
  ["timestamp", [1_767_225_600_000, 5]],
];

const cases: fc.Arbitrary<Case>[] = [
  fc
    .constantFrom(...oddFields)
    .chain(([field, values]) =>
      place(fc.constantFrom(...values), (call, value) => ({ ...call, [field]: value })).map(
        ({ call, raw }) => ({ what: `odd ${field}`, call, raw, expected: "taken" as const }),
      ),
    ),
  fc.array(track, { minLength: 1, maxLength: 5 }).map((batch) => ({
    what: "valid batch",
    call: "batch",
    raw: json({ batch }),
    expected: "taken",
  })),
  track.map((call) => ({
    what: "valid call, compressed",
    call: "track",
    raw: gzipSync(json(call)),
    encoding: "gzip",
    expected: "taken",
  })),
  fc.tuple(anyCall, fc.jsonValue({ maxDepth: 5 })).map(([call, value]) => ({
    what: "any JSON",
    call,
    raw: json(value),
    expected: "refused",
  })),
  fc
    .tuple(anyCall, fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 2 }))
    .map(([call, properties, id]) => ({
      what: "a call of any JSON",
      call,
      raw: json({
        userId: id,
        anonymousId: "a",
        event: "E",
        properties,
        traits: properties,
        batch: [properties],
      }),
      expected: "either",
    })),
  fc.tuple(anyCall, fc.uint8Array({ maxLength: 200 })).map(([call, bytes]) => ({
    what: "bytes",
    call,
    raw: Buffer.from(bytes),
    expected: "refused",
  })),
  fc.tuple(track, fc.nat()).map(([call, at]) => {
    const whole = json(call);
    return {
      what: "cut JSON",
      call: "track",
      raw: whole.subarray(0, at % whole.length),
      expected: "refused",
    };
  }),
  fc.constantFrom(...wrongFields).chain(([field, values]) =>
    place(fc.constantFrom(...values), (call, value) => ({ ...call, [field]: value })).map(
      ({ at, ...made }) => ({
        ...made,
        what: `wrong ${field}`,
        names: `${at}${field}:`,
      }),
    ),
  ),
  place(fc.tuple(plain, text, text), (call, [key, a, b]) => ({
    ...call,
    properties: { list: [{ [`k${key}`]: `${a}\0${b}\ud800` }] },
  })).map(({ call, raw }) => ({ what: "NUL and half a character in a value", call, raw, expected: "taken" })),
  place(text, (call, value) => ({ ...call, properties: { [`k\0${value}\udfff`]: 1 } })).map(
    ({ call, raw }) => ({
      ...{ what: "NUL and half a character in a key", call, raw, expected: "taken" },
    }),
  ),
  place(fc.tuple(text, text), (call, [a, b]) => ({ ...call, messageId: `${a}\0${b}`.slice(0, 90) })).map(
    ({ at, ...made }) => ({ ...made, what: "NUL in an id", names: `${at}messageId:` }),
  ),
  place(fc.constantFrom("\ud800", "\udfff", "x\ud83d", "\ude00y"), (call, value) => ({
    ...call,
    userId: value,
  })).map(({ at, ...made }) => ({
    ...made,
    what: "lone surrogate",
    names: `${at}userId:`,
  })),
  place(fc.integer({ min: 201, max: 3_000 }), (call, levels) => ({
    ...call,
    properties: { n: nested(levels) },
  })).map(({ at, ...made }) => ({ ...made, what: "deep", names: `${at}properties.n` })),
  place(fc.integer({ min: 32_768, max: 80_000 }), (call, length) => ({
    ...call,
    properties: { text: "x".repeat(length) },
  })).map(({ at: _at, ...made }) => ({
    ...made,
    what: "large event",
    expected: "refused",
    names: "request size exceeds max limit",
  })),
  place(fc.constantFrom(10_000, 12_000), (call, count) => ({
    ...call,
    properties: Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, index])),
  })).map(({ at: _at, ...made }) => ({
    ...made,
    what: "10,000 keys",
    expected: "refused",
    names: "max limit",
  })),
  fc
    .tuple(
      fc.constantFrom("properties", "context", "traits", "integrations"),
      fc.constantFrom(
        `"__proto__":{"a":1}`,
        `"__proto__":5`,
        `"constructor":{"prototype":{}}`,
        `"prototype":[1]`,
      ),
    )
    .map(([field, pair]) => ({
      what: "prototype key",
      call: "track",
      raw: Buffer.from(`{"userId":"u","event":"E","${field}":{"a":[{${pair}}]}}`),
      expected: "refused",
      names: `${field}.a[0].`,
    })),
  fc.tuple(track, fc.constantFrom("1e400", "-1e999")).map(([_call, number]) => ({
    what: "a number beyond a double",
    call: "track",
    raw: Buffer.from(`{"userId":"u","event":"E","properties":{"n":${number}}}`),
    expected: "refused",
    names: "properties.n:",
  })),
  fc.constantFrom("", " ", "null", "[]", "5", '"x"', "{}", "true").map((raw) => ({
    what: "next to nothing",
    call: "track",
    raw: Buffer.from(raw),
    expected: "refused",
  })),
  fc
    .constantFrom(
      "{}",
      '{"batch":null}',
      '{"batch":[]}',
      '{"batch":{}}',
      '{"batch":[null]}',
      '{"batch":[[]]}',
    )
    .map((raw) => ({ what: "no batch", call: "batch", raw: Buffer.from(raw), expected: "refused" })),
  fc.tuple(track, fc.constantFrom("GET", "PUT", "DELETE", "PATCH", "HEAD")).map(([call, method]) => ({
    what: "wrong method",
    call: "track",
    raw: json(call),
    method,
    expected: "refused",
    names: "method",
  })),
  fc.tuple(track, fc.option(plain, { nil: null })).map(([call, key]) => ({
    what: "wrong key",
    call: "track",
    raw: json(call),
    key,
    expected: "refused",
    names: "write",
  })),
  fc.tuple(track, fc.constantFrom("gzip", "deflate", "br", "zstd", "x")).map(([call, encoding]) => ({
    what: "not what the encoding says",
    call: "track",
    raw: json(call),
    encoding,
    expected: "refused",
    names: "content-encoding",
  })),
  fc.tuple(track, fc.stringMatching(/^[a-z]{1,8}$/)).map(([call, address]) => ({
    what: "wrong address",
    call: `x${address}`,
    raw: json(call),
    expected: "refused",
  })),
];

/** Seldom, because each is large. */
const large: fc.Arbitrary<Case>[] = [
  track.map((call) => ({
    what: "1 MB of text",
    call: "track",
    raw: json({ ...call, properties: {}, event: "x".repeat(1_000_000) }),
    expected: "refused",
    names: "max limit",
  })),
  track.map((call) => ({
    what: "a bomb",
    call: "track",
    raw: gzipSync(json({ ...call, event: "x".repeat(30_000_000) })),
    encoding: "gzip",
    expected: "refused",
    names: "max limit",
  })),
  fc.constant({
    what: "a shared context that would become gigabytes",
    call: "batch",
    raw: json({
      context: { x: "x".repeat(100_000) },
      batch: Array.from({ length: 5_000 }, () => ({ type: "track", userId: "u", event: "E" })),
    }),
    expected: "refused",
    names: "context",
  }),
  fc.constant({
    what: "brackets only",
    call: "track",
    raw: Buffer.from("[".repeat(1_000_000)),
    expected: "refused",
  }),
];

const anyCase = fc.oneof(
  { weight: 60, arbitrary: fc.oneof(...cases) },
  { weight: 1, arbitrary: fc.oneof(...large) },
);

test(`whatever comes, the answer is 200 or a 4xx that says why, and a 4xx leaves nothing (${RUNS} bodies)`, async () => {
  let lines = 0;
  const count = () => {
    lines += 1;
  };
  const log: Logger = { debug: count, info: count, warn: count, error: count };
  const { ctx, workspaceId, key } = await ingestGround(database.db);
  const send = sender({ ...ctx, log }, key);
  const stored = () => database.db.prisma.event.count({ where: { workspaceId } });
  let taken = 0;
  const seen = new Map<string, number>();
  const startedAt = Date.now();
  await fc.assert(
    fc.asyncProperty(anyCase, async ({ what, call, raw, method, key: used, encoding, expected, names }) => {
      seen.set(what, (seen.get(what) ?? 0) + 1);
      const reply = await send(call, null, {
        raw,
        ...(method && { method }),
        ...(used !== undefined && { key: used }),
        ...(encoding && { headers: { "content-encoding": encoding } }),
      });
      if (reply.status === 200) {
        expect(expected, what).not.toBe("refused");
        taken += 1;
        return;
      }
      expect(["taken", "part"], `${what}: ${reply.body}`).not.toContain(expected);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.status).toBeLessThan(500);
      expect(reply.headers["x-junction-field"]).toMatch(/./);
      expect(reply.body.length).toBeLessThan(400);
      expect(reply.body).toContain(names ?? "");
    }),
    { numRuns: RUNS, seed: 2_026 },
  );
  const seconds = (Date.now() - startedAt) / 1_000;
  expect(taken).toBeGreaterThan(100);
  expect(await stored()).toBeGreaterThanOrEqual(taken);
  expect(lines).toBe(0);
  const refused = await database.db.prisma.refusedCall.findMany({ where: { workspaceId } });
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.length).toBeLessThanOrEqual(21 + 5 * seconds);
  expect(Math.max(...refused.map((row) => Buffer.byteLength(row.body)))).toBeLessThan(3 * 4_096);
  // Every kind of refusal came up, so that none of the above passed for want of cases.
  expect(seen.size).toBeGreaterThan(cases.length);
}, 300_000);

test("a refused request leaves nothing, however many of its calls were right", async () => {
  const { ctx, workspaceId, key } = await ingestGround(database.db);
  const send = sender(ctx, key);
  await fc.assert(
    fc.asyncProperty(fc.oneof(...cases), async ({ call, raw, encoding }) => {
      const before = await database.db.prisma.event.count({ where: { workspaceId } });
      const reply = await send(call, null, {
        raw,
        ...(encoding && { headers: { "content-encoding": encoding } }),
      });
      const after = await database.db.prisma.event.count({ where: { workspaceId } });
      expect(after > before).toBe(reply.status === 200);
    }),
    { numRuns: 200, seed: 2_026 },
  );
}, 60_000);
