import { afterEach, expect, test } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { type TriggerGround, triggerGround } from "../../testing/trigger-ground.ts";

const database = testDatabase();
let ground: TriggerGround;
afterEach(() => ground.close());

/** Numbers that look random and are the same in every run (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test("whatever is sent, the answer is one of the contract's and what is not right is queued for nobody", async () => {
  ground = await triggerGround(database.db);
  await ground.people(3, {}, "cust");
  const { number } = await ground.campaign();
  const roll = dice(20_261_126);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)] as T;
  const odd: unknown[] = [
    ...[
      null,
      true,
      0,
      -1,
      1.5,
      1e308,
      "",
      " ",
      "\0",
      "\ud800",
      "undefined",
      "'; --",
      "cust-0",
      "cust-1",
      "💥",
    ],
    ...[number, Number(number), `${number}_1`, "9".repeat(30), [], {}, [[]], [null], { a: { b: [1, "x"] } }],
    ...[{ identity: ["cust-0"] }, { email: ["CUST-1@example.com", "x"] }, { objectId: [1] }, ["cust-2"]],
    ...[{ "{{ x }}": "{% abort %}" }, { "a.b": 1, "": 2 }, JSON.parse('{"__proto__":{"x":1}}')],
  ];
  const keys = [
    "to",
    "campaign_id",
    "campaign_id_list",
    "ExternalTrigger",
    "externalTrigger",
    "d",
    "constructor",
  ];
  const seen = new Map<number, number>();
  for (let n = 0; n < 800; n += 1) {
    const body: Record<string, unknown> =
      roll() < 0.7
        ? { to: { identity: ["cust-0"] }, campaign_id: number, campaign_id_list: [Number(number)] }
        : {};
    for (let changes = Math.floor(roll() * 3); changes > 0; changes -= 1) {
      body[pick(keys)] = pick(odd);
    }
    let raw = JSON.stringify(roll() < 0.05 ? pick(odd) : body);
    if (roll() < 0.15) {
      const at = Math.floor(roll() * raw.length);
      raw = raw.slice(0, at) + pick(["", "\0", '"', "}", "\\u0000", "1e999", "é"]) + raw.slice(at + 1);
    }
    const version = pick(["1", "2"] as const);
    const key = roll() < 0.1 ? pick(["k-1", "k-2", "\u00e9", "x".repeat(300), ""]) : undefined;
    const contentEncoding = roll() < 0.03 ? pick(["gzip", "br", "zstd"]) : undefined;
    const { code, body: answer } = await ground.call(null, { version, key, contentEncoding, raw });
    seen.set(code, (seen.get(code) ?? 0) + 1);
    expect([raw, code, answer.error]).toEqual([
      raw,
      expect.toBeOneOf([200, 400, 404, 409, 413, 415]),
      answer.status === "success" ? undefined : expect.any(String),
    ]);
  }
  expect([...seen.keys()].sort()).toEqual([200, 400, 404, 409, 415]);
  const queued = (await ground.calls()).reduce((sum, call) => sum + call.queued, 0);
  expect(queued).toBeGreaterThan(30);
  expect(await ground.waiting()).toBe(queued);
});
