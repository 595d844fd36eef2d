import { expect, test } from "vitest";
import { fixedClock } from "../kernel/clock.ts";
import { type Gate, openGate } from "./gate.ts";
import { Halt } from "./halt.ts";
import type { Outage } from "./outage.ts";

const start = "2026-05-01T12:00:00Z";
const startMs = new Date(start).getTime();

function gateAt(options: { outage?: Outage; parkMs?: number; signal?: AbortSignal } = {}) {
  const clock = fixedClock(start);
  const told: Outage[] = [];
  const gate = openGate({
    clock,
    signal: options.signal ?? new AbortController().signal,
    outage: options.outage ?? null,
    parkMs: options.parkMs ?? 0,
    giveUpMs: 3_600_000,
    firstMs: 500,
    maxMs: 60_000,
    random: () => 1,
    onWait: async (outage) => {
      told.push(outage);
    },
  });
  return { gate, clock, told };
}

async function haltOf(promise: Promise<unknown>): Promise<Halt["reason"]> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Halt);
  return (error as Halt).reason;
}

async function passes(gate: Gate): Promise<boolean> {
  let passed = false;
  const pass = gate.pass().then(
    () => {
      passed = true;
    },
    () => {},
  );
  await Promise.race([pass, new Promise((resolve) => setImmediate(resolve))]);
  return passed;
}

test("without an outage every request passes", async () => {
  const { gate } = gateAt();
  expect(await passes(gate)).toBe(true);
  expect(await passes(gate)).toBe(true);
});

test("nothing passes before the time that the partner asks for", async () => {
  const { gate, clock } = gateAt();
  await gate.later("Segment answers 429", 30_000);
  clock.advance(29_999);
  expect(await haltOf(gate.pass())).toMatchObject({ kind: "parked", outage: { nextMs: startMs + 30_000 } });
  clock.advance(1);
  expect(await passes(gate)).toBe(true);
});

test("after the wait one request tries while the others wait for what becomes of it", async () => {
  const { gate, clock } = gateAt();
  await gate.later("Segment answers 503", undefined);
  clock.advance(60_000);
  expect(await passes(gate)).toBe(true);
  let second = false;
  const waiting = gate.pass().then(() => {
    second = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  expect(second).toBe(false);
  gate.accepted();
  await waiting;
  expect(second).toBe(true);
  expect(gate.outage).toBeNull();
});

test("waits double with each failed try, up to the bound", async () => {
  const { gate, clock } = gateAt();
  const waits: number[] = [];
  for (let attempt = 0; attempt < 10; attempt += 1) {
    await gate.later("Segment answers 503", undefined);
    const waitMs = (gate.outage?.nextMs ?? 0) - clock.now().getTime();
    waits.push(waitMs);
    clock.advance(waitMs);
    await gate.pass();
  }
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("requests that were on their way when an outage began do not make the wait longer", async () => {
  const { gate } = gateAt();
  await gate.later("Segment answers 503", undefined);
  await gate.later("Segment answers 503", undefined);
  await gate.later("Segment answers 503", undefined);
  expect(gate.outage).toMatchObject({ tries: 1, nextMs: startMs + 500 });
});

test("an outage goes on where an earlier try of the run left it", async () => {
  const outage = { sinceMs: startMs - 60_000, nextMs: startMs - 1, tries: 5, said: "Segment answers 503" };
  const { gate } = gateAt({ outage });
  await gate.pass();
  await gate.later("Segment answers 503", undefined);
  expect(gate.outage).toMatchObject({ sinceMs: startMs - 60_000, tries: 6, nextMs: startMs + 16_000 });
});

test("an outage longer than the bound ends the run", async () => {
  const outage = { sinceMs: startMs - 3_600_001, nextMs: startMs, tries: 40, said: "Segment answers 503" };
  const { gate } = gateAt({ outage });
  await gate.pass();
  expect(await haltOf(gate.later("Segment answers 503", undefined))).toMatchObject({ kind: "failed" });
});

test("the user is told of waits of two seconds and more only", async () => {
  const { gate, told } = gateAt();
  await gate.later("Segment answers 503", undefined);
  expect(told).toHaveLength(0);
  await gate.later("Segment answers 429", 5_000);
  expect(told).toHaveLength(1);
});

const once = { first: true, last: false };
const atLast = { first: false, last: true };

test("records that fail while others get through are about themselves, and hold up nobody", async () => {
  const { gate } = gateAt();
  for (let record = 0; record < 20; record += 1) {
    await gate.failed({}, "shop.example answers 500", once);
    await gate.failed({}, "shop.example answers 500", atLast);
    if (record % 4 === 3) {
      gate.accepted();
    }
    expect(gate.outage).toBeNull();
  }
});

test("five that fail one after the other are an outage, in which one tries three times and then leaves its place to another", async () => {
  const { gate, clock } = gateAt();
  for (let record = 0; record < 5; record += 1) {
    await gate.failed({}, "shop.example answers 500", once);
  }
  expect(gate.outage).toMatchObject({ tries: 1, said: "shop.example answers 500" });
  clock.advance(500);
  const [one, other] = [{}, {}];
  await gate.pass(one);
  let passed = false;
  const waiting = gate.pass(other).then(() => {
    passed = true;
  });
  await gate.failed(one, "shop.example answers 500", once);
  // It has its further tries before anybody else.
  await gate.pass(one);
  expect([passed, gate.outage?.tries]).toEqual([false, 1]);
  clock.advance(1_000);
  await gate.failed(one, "shop.example answers 500", atLast);
  expect(gate.outage).toMatchObject({ tries: 2, nextMs: clock.now().getTime() + 1_000 });
  clock.advance(1_000);
  await waiting.catch(() => {});
  await gate.pass(other);
  gate.accepted();
  expect(gate.outage).toBeNull();
});

test("an ending worker leaves the wait at once", async () => {
  const ending = new AbortController();
  const { gate } = gateAt({ signal: ending.signal, parkMs: 60_000 });
  await gate.later("Segment answers 503", 30_000);
  const reason = haltOf(gate.pass());
  ending.abort();
  expect(await reason).toMatchObject({ kind: "ending" });
});
