import fc from "fast-check";
import { expect, test } from "vitest";
import type { Logger } from "../../kernel/logger.ts";
import { audienceGround } from "../../testing/audience-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { usersSender } from "../../testing/send-users.ts";

const database = testDatabase();
const RUNS = 1_500;

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }),
  fc.string({ maxLength: 12 }),
  fc.constant(""),
);
const anything = fc.oneof(
  text,
  fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<unknown>,
  fc.integer(),
  fc.constant(null),
);
const cases = <Name extends string>(name: Name) =>
  fc.constantFrom(name, name.toUpperCase(), `${name[0]?.toUpperCase()}${name.slice(1)}`);

/** An object whose fields bear names that mean something, in any case, with values that are mostly wrong. */
const fields = (names: Record<string, fc.Arbitrary<unknown>>) =>
  fc
    .tuple(
      ...Object.entries(names).map(([name, value]) => fc.option(fc.tuple(cases(name), value), { freq: 6 })),
    )
    .map((pairs) => Object.fromEntries(pairs.filter((pair) => pair !== null)));

test("no body whatever brings a 5xx; what is refused names a field; what is taken is counted", async () => {
  const ground = await audienceGround(database.db);
  const errors: unknown[] = [];
  const log = { ...ground.ctx.log, error: (fault: unknown) => errors.push(fault) } as unknown as Logger;
  const send = usersSender({ ...ground.ctx, log });
  const keyValues = fc.oneof(
    {
      weight: 6,
      arbitrary: fields({
        storyly_token: fc.oneof({ weight: 5, arbitrary: fc.constant(ground.token) }, anything),
        operation: fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom("upsert", "delete", "Upsert") },
          anything,
        ),
        cart_value: anything,
        ["__proto__"]: anything,
      }),
    },
    { weight: 1, arbitrary: fc.dictionary(text, anything, { maxKeys: 5 }) as fc.Arbitrary<unknown> },
    anything,
  );
  const profile = fc.oneof(
    {
      weight: 6,
      arbitrary: fields({
        identity: fc.oneof(
          fc.nat(20).map((n) => `cust-${n}`),
          anything,
        ),
        email: anything,
        objectId: anything,
        all_identities: anything,
        key_values: keyValues,
        profileData: anything,
      }),
    },
    anything,
  );
  const time = fc.oneof(
    anything,
    fc.constantFrom("2026-11-23T12:00:00Z", 1e300, -1, "9999999999999999", "-271821-04-20T00:00:00Z"),
  );
  const detail = fields({
    identity: fc.oneof(
      fc.nat(20).map((n) => `cust-${n}`),
      anything,
    ),
    key_values: keyValues,
    profiles: fc.oneof(profile, fc.array(profile, { maxLength: 6 })),
    time,
    ts: time,
  });
  const body = fc.oneof(
    detail,
    fc.record(
      {
        id: fc.oneof(fc.uuid(), anything),
        time,
        "detail-type": anything,
        detail: fc.oneof(detail, anything),
      },
      { requiredKeys: [] },
    ),
    anything,
  );
  /** A good call but for one thing. */
  const nearly = fc
    .tuple(
      fc.nat(20),
      fc.constantFrom("upsert", "delete"),
      fc.constantFrom(
        "identity",
        "email",
        "time",
        "ts",
        "name",
        "key_values",
        "operation",
        "cart_value",
        "a",
      ),
      anything,
    )
    .map(([user, operation, at, value]) => {
      const inner = at === "operation" || at === "cart_value" || at === "a";
      return {
        identity: `cust-${user}`,
        key_values: {
          storyly_token: ground.token,
          operation,
          cart_value: "1",
          ...(inner && { [at]: value }),
        },
        ...(!inner && { [at]: value }),
      };
    });
  const raw = fc.oneof(
    { weight: 6, arbitrary: nearly.map((value) => Buffer.from(JSON.stringify(value))) },
    { weight: 6, arbitrary: body.map((value) => Buffer.from(JSON.stringify(value) ?? "")) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: fc
        .nat(60_000)
        .map((levels) => Buffer.from(`{"profiles":${"[".repeat(levels)}${"]".repeat(levels)}}`)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(body, fc.nat(30))
        .map(([value, cut]) => Buffer.from((JSON.stringify(value) ?? "").slice(0, -cut))),
    },
  );
  const statuses = new Map<number, number>();
  let appliedInAll = 0;
  await fc.assert(
    fc.asyncProperty(raw, async (bytes) => {
      // So that every refusal finds its way into the log as well.
      ground.ctx.clock.advance(1_000);
      const reply = await send(ground.key, null, { raw: bytes });
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      if (reply.status === 200) {
        const { applied, ignored } = reply.body as { applied: number; ignored: number };
        appliedInAll += applied;
        expect(applied + ignored).toBeGreaterThan(0);
      } else {
        expect(reply.status).toBeGreaterThanOrEqual(400);
        expect(reply.status, String(bytes)).toBeLessThan(500);
        expect(reply.body.field).toEqual(expect.any(String));
        expect(reply.body.message).toContain(String(reply.body.field));
      }
    }),
    { numRuns: RUNS, seed: 11 },
  );
  expect(errors).toEqual([]);
  // The counter-check: the generator makes both kinds in numbers.
  expect(statuses.get(200)).toBeGreaterThan(100);
  expect(statuses.get(400)).toBeGreaterThan(100);
  expect(appliedInAll).toBeGreaterThan(50);
  const logged = await ground.ctx.db.prisma.audienceOperation.count({
    where: { workspaceId: ground.ctx.workspaceId, verdict: "applied" },
  });
  expect(logged).toBe(appliedInAll);
});
