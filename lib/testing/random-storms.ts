import fc from "fast-check";
import type { JourneyDraft } from "../journeys/document.ts";
import { exitsOf } from "../journeys/graph.ts";
import { type Drawn, draw, type Line, message, track } from "../journeys/templates/draw.ts";
import type { JsonObject } from "../kernel/json.ts";
import { goldOnly } from "./campaign-ground.ts";
import { nodeSamples } from "./journey-nodes.ts";

/** People `gold-0` and on, and as many `free-0` and on. */
export const OF_EACH = 50;
export const DOCUMENTS = 3;
/** Whoever has left comes in again only in a later part: how much later decides whether they may. */
const PARTS = 2;
const SLICES = 2;

/** `wakesMs`: the delays that it leads to end so long after it is sent. */
export type StormEvent = { userId: string; event: string; key: string; wakesMs: number };
/** What is killed once so many calls more have come to the partner, and a little later. */
export type Strike = {
  worker: boolean;
  postgres: boolean;
  afterCalls: number;
  laterMs: number;
};

/** Journeys, what happens to people who are in them, and what is killed while they are moved by it. */
export type Storm = {
  documents(given: { connectionId: string; audiences: string[] }): JourneyDraft[];
  parts: StormEvent[][][];
  strikes: Strike[][];
};

type Drawing = {
  kinds: string[];
  exits: number[];
  delays: boolean;
  again: boolean;
  goal: boolean;
  held: boolean;
};

function settingsOf(kind: string, id: string, of: { connectionId: string; audienceId: string }): JsonObject {
  switch (kind) {
    case "send_segment": {
      const keyValues = [{ key: "key", value: "{{ Event.key }}" }];
      const content = message("segment", { event: `Said ${id}`, keyValues });
      return { ...content, connections: { segment: of.connectionId } };
    }
    case "past_behaviour":
      return { people: { kind: "new", definition: goldOnly } };
    case "add_to_audience":
    case "remove_from_audience":
      return { audienceId: of.audienceId };
    case "profile_update":
      // A name of its own: what two journeys do to one property depends on which of them comes first.
      return { updates: [{ property: `seen ${of.audienceId}`, how: "add", value: "{{ Event.key }}" }] };
    case "delay":
      return { until: { kind: "date", date: { of: "event", path: ["wakes"] } } };
    case "action":
      return { did: track("B") };
    default:
      return nodeSamples[kind] ?? {};
  }
}

/** Links lead onwards only, by the first exit of each to the next one: everybody may come to all of them. */
function drawn(
  { kinds, exits, ...how }: Drawing,
  place: number,
  of: { connectionId: string; audienceId: string },
): JourneyDraft {
  // What follows a delay waits for nothing: whether it was over when an event came is up to the clock.
  const all = ["entry_action", ...kinds, ...(how.delays ? ["delay", "send_segment", "ab_split"] : [])];
  const nodes: Drawn[] = [...all, "force_exit"].map((kind, at) => ({
    ...{ id: `n${at}`, kind },
    settings: at === 0 ? { did: track(`In ${place}`) } : settingsOf(kind, `${place}.${at}`, of),
  }));
  const lines = draw(nodes, []).nodes.flatMap((node, at): Line[] =>
    (exitsOf(node) ?? []).flatMap(({ id, needed }, exit): Line[] => {
      const chosen = exits[(at * 7 + exit) % exits.length] ?? 0;
      const to = Math.min(nodes.length - 1, at + 1 + (exit === 0 ? 0 : chosen % 3));
      return exit === 0 || needed || chosen % 2 === 0 ? [[node.id, id, `n${to}`]] : [];
    }),
  );
  return draw(nodes, lines, {
    reentry: how.again ? { kind: "after_exit", rest: null } : { kind: "never" },
    ...(how.goal && !how.delays
      ? { goals: [{ id: "g1", name: "D", ...track("D") }], timeout: { count: 20, unit: "days" } }
      : {}),
    controlGroups: { system: false, custom: [], percent: how.held ? 20 : null },
  });
}

const walked = ["ab_split", "conditional_split", "action", "wait_for_event", "profile_update"];
const drawing: fc.Arbitrary<Drawing> = fc.record({
  kinds: fc
    .shuffledSubarray([...walked, "add_to_audience", "remove_from_audience", "past_behaviour"], {
      minLength: 4,
      maxLength: 6,
    })
    .chain((kinds) =>
      fc.shuffledSubarray([...kinds, "send_segment", "send_segment"], { minLength: kinds.length + 2 }),
    ),
  exits: fc.array(fc.nat(9), { minLength: 24, maxLength: 24 }),
  ...{ delays: fc.boolean(), again: fc.boolean(), goal: fc.boolean(), held: fc.boolean() },
});

const about = { key: fc.constantFrom("1", "1", "2"), wakesMs: fc.integer({ min: 0, max: 2_000 }) };
const userOf = (n: number) => (n < OF_EACH ? `gold-${n}` : `free-${n - OF_EACH}`);
const places = Array.from({ length: DOCUMENTS }, (_, place) => place);

/** Half of the people begins in each slice; whoever has begun does this and that from then on. */
const part: fc.Arbitrary<StormEvent[][]> = fc
  .record({
    entries: fc.array(fc.record({ into: fc.shuffledSubarray(places, { minLength: 1 }), ...about }), {
      minLength: OF_EACH * 2,
      maxLength: OF_EACH * 2,
    }),
    others: fc.array(
      fc.array(
        fc.record({ of: fc.nat(), event: fc.constantFrom("B", "B", "B", "C", "C", "A", "D"), ...about }),
        {
          ...{ minLength: OF_EACH * 3, maxLength: OF_EACH * 5 },
        },
      ),
      { minLength: SLICES, maxLength: SLICES },
    ),
  })
  .map(({ entries, others }) =>
    others.map((events, slice) => {
      const begun = entries.flatMap((_, n) => (n % SLICES <= slice ? [n] : []));
      return [
        ...entries.flatMap(({ into, ...entry }, n) =>
          n % SLICES === slice
            ? into.map((place) => ({ ...entry, userId: userOf(n), event: `In ${place}` }))
            : [],
        ),
        ...events.map(({ of, ...event }) => ({ ...event, userId: userOf(begun[of % begun.length] ?? 0) })),
      ];
    }),
  );

const strike: fc.Arbitrary<Strike> = fc.record({
  ...{ afterCalls: fc.integer({ min: 1, max: 5 }), laterMs: fc.integer({ min: 0, max: 200 }) },
  ...{ worker: fc.boolean(), postgres: fc.boolean() },
});

/** One strike for each slice; in each part PostgreSQL is killed once, and a worker is. */
const strikes: fc.Arbitrary<Strike[]> = fc
  .tuple(
    strike.map((each) => ({ ...each, worker: false, postgres: true })),
    strike.map((each) => ({ ...each, worker: true })),
  )
  .chain((each) => fc.shuffledSubarray(each, { minLength: SLICES }));

export const randomStorm: fc.Arbitrary<Storm> = fc
  .record({
    drawings: fc.array(drawing, { minLength: DOCUMENTS, maxLength: DOCUMENTS }),
    parts: fc.array(part, { minLength: PARTS, maxLength: PARTS }),
    strikes: fc.array(strikes, { minLength: PARTS, maxLength: PARTS }),
  })
  .map(({ drawings, ...rest }) => ({
    ...rest,
    documents: ({ connectionId, audiences }) =>
      drawings.map((each, place) => drawn(each, place, { connectionId, audienceId: audiences[place] ?? "" })),
  }));
