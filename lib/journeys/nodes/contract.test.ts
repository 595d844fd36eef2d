import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { nodeSamples } from "../../testing/journey-nodes.ts";
import type { JourneyEvent } from "../matching/events.ts";
import { settingsProblems } from "../problems/settings-problems.ts";
import { nodeKinds } from "./catalog.ts";
import { runtimes } from "./runtimes.ts";
import type { Step, StepContext } from "./step.ts";

const position = { x: 0, y: 0 };
const moment = fc
  .integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) })
  .map((time) => new Date(time));
const document = fc.record({
  ...{ key: fc.constantFrom("1", "2"), plan: fc.constantFrom("gold", "none") },
  ...{ birthday: fc.constantFrom("1990-02-29", "1990-06-01", "soon"), url: fc.constantFrom("/cart", "/") },
  journeyMessage: fc.constantFrom("message", "another"),
});
const event: fc.Arbitrary<JourneyEvent> = fc.record({
  type: fc.constantFrom("track" as const, "page" as const),
  name: fc.constantFrom("A", "B", "C", "Notification Clicked", "Notification Viewed"),
  at: moment.map((at) => at.toISOString()),
  properties: document,
  context: fc.constant({}),
});

/** A context in which a step may be taken, frozen as deeply as runtimes look. */
const context: fc.Arbitrary<StepContext> = fc
  .record({
    ...{
      now: moment,
      age: fc.nat(10 * 86_400_000),
      properties: document,
      chance: fc.double({ min: 0, max: 0.999 }),
    },
    ...{ event: fc.option(event), last: fc.option(event), fresh: fc.boolean(), answer: fc.boolean() },
    zone: fc.constantFrom("UTC", "Pacific/Auckland", "America/New_York"),
    outcome: fc.constantFrom(null, "sent" as const, "failed" as const, "unreachable" as const),
    connected: fc.array(fc.constantFrom("yes", "no", "timeout", "sent", "viewed", "clicked")),
    quiet: fc.option(fc.constantFrom("discard" as const, "delay" as const)),
  })
  .map((made) => ({
    ...{ personId: "p", messageId: "message", now: made.now, since: new Date(made.now.getTime() - made.age) },
    ...{ properties: Object.freeze(made.properties), zone: made.zone, outcome: made.outcome, state: null },
    event: made.event && made.fresh ? { ...made.event, at: made.now.toISOString() } : made.event,
    last: made.last,
    connected: (exit: string) => made.connected.includes(exit as never),
    answer: () => made.answer,
    ...{ chance: made.chance, weights: null, clock: null, freshMinutes: 60 },
    quiet: made.quiet && {
      hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "20:00", to: "10:00" }],
      mode: made.quiet,
    },
  }));

it("each kind stands in the catalogue once, with a runtime and a sample", () => {
  const ids = nodeKinds.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect([...runtimes.keys()].toSorted()).toEqual(ids.toSorted());
  expect(Object.keys(nodeSamples).toSorted()).toEqual(ids.toSorted());
});

it("what a setting names by an id is mentioned", () => {
  const ids = ["segmentId", "audienceId", "journeyId"];
  const naming = nodeKinds.filter(({ id }) =>
    ids.some((each) => JSON.stringify(nodeSamples[id]).includes(`"${each}"`)),
  );
  expect(naming.length).toBeGreaterThan(4);
  for (const { id, mentions } of naming) {
    expect([id, mentions(nodeSamples[id] as JsonObject).length]).toEqual([id, 1]);
  }
});

describe.each(nodeKinds.map((kind) => [kind.id, kind] as const))("%s", (id, kind) => {
  const runtime = runtimes.get(id);
  const sample = nodeSamples[id] as JsonObject;

  it("reads as a sentence and says its exits whatever stands in its settings", () => {
    expect(kind.words(kind.blank)).toMatch(/^[A-Z].{4,}/);
    const anything = fc.oneof(
      fc.dictionary(fc.constantFrom(...Object.keys({ ...sample, more: 1 })), fc.jsonValue()),
      fc.constant(sample),
    );
    fc.assert(
      fc.property(anything, (given) => {
        const draft = given as JsonObject;
        expect(typeof kind.words(draft)).toBe("string");
        const exits = kind.exits(draft).map((exit) => exit.id);
        expect(new Set(exits).size).toBe(exits.length);
        kind.mentions(draft);
        kind.texts(draft);
        kind.readsEvent(draft);
        kind.waits(draft, "yes");
      }),
      { numRuns: 60 },
    );
  });

  it("calls what it mentions by its name, says so when that is gone, and needs no name to be read", () => {
    expect(kind.mentions(kind.blank)).toEqual([]);
    const before = kind.words(sample);
    expect(kind.words(sample, () => undefined)).toBe(before);
    for (const mention of kind.mentions(sample)) {
      const [there, gone] = [
        kind.words(sample, (asked) => (asked.id === mention.id ? `The ${asked.kind} of mine` : undefined)),
        kind.words(sample, () => null),
      ];
      expect(there).toContain(`“The ${mention.kind} of mine”`);
      expect(gone).toContain(`${mention.kind} that is gone`);
      expect(before).not.toMatch(/“|gone/);
    }
  });

  it("begins unfinished, with every problem at a field of it, or may be published as it is", () => {
    const partners = new Set<string>();
    const problems = settingsProblems({ id: "n", kind: id, name: "", settings: kind.blank, position }, true, {
      partners,
    });
    for (const problem of problems) {
      expect(problem).toMatchObject({ node: "n", edge: null });
      const [first = ""] = problem.path.split(/[.[]/);
      expect(Object.keys(kind.blank)).toContain(first);
      expect(problem.message.length).toBeGreaterThan(3);
    }
    const opens = kind.settings.safeParse(kind.blank).success;
    expect(opens || problems.length > 0).toBe(true);
  });

  it("says no problem of settings that may be published", () => {
    expect(kind.settings.safeParse(sample).success).toBe(true);
    const node = { id: "n", kind: id, name: "", settings: sample, position };
    const all = new Set(kind.channel?.partners);
    const problems = settingsProblems(node, true, { partners: all });
    expect(problems.filter(({ path }) => !path.startsWith("connections"))).toEqual([]);
  });

  it("steps the same in the same context, only by its own exits and those of them that are open, and never asks for what was answered", () => {
    const step = runtime?.open(sample);
    const exits = new Set(kind.exits(sample).map((exit) => exit.id));
    const linked = new Set(kind.exits(sample).flatMap((exit) => (exit.linked ? [exit.id] : [])));
    const isTaken = (exit: string, { connected }: StepContext) =>
      exits.has(exit) && (connected(exit) || !linked.has(exit));
    fc.assert(
      fc.property(fc.array(context, { minLength: 1, maxLength: 3 }), (contexts) => {
        let state: JsonObject | null = null;
        for (const each of contexts) {
          const given: StepContext = Object.freeze({ ...each, state });
          const made: Step | undefined = step?.(given);
          expect(step?.(given)).toEqual(made);
          expect(made?.do).not.toBe("ask");
          if (made?.do === "go" || (made?.do === "act" && made.exit !== null)) {
            expect(isTaken(made.exit ?? "", given)).toBe(true);
          }
          if (made?.do === "sleep") {
            expect(made.until.getTime()).toBeGreaterThan(given.now.getTime());
          }
          if (made?.do === "wait") {
            expect(made.onTimeout === null || isTaken(made.onTimeout, given)).toBe(true);
            expect(JSON.parse(JSON.stringify(made.state))).toEqual(made.state);
            state = made.state;
          }
        }
      }),
      { numRuns: 100 },
    );
  }, 30_000);
});
