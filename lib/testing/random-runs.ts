import fc from "fast-check";
import type { JourneyDocument } from "../journeys/document.ts";
import { journeyDocument } from "../journeys/document.ts";
import { connect } from "../journeys/edits/links.ts";
import { exitsOf } from "../journeys/graph.ts";
import { kindOf, nodeKinds } from "../journeys/nodes/catalog.ts";
import { JOURNEY_EVENT } from "../journeys/nodes/entry-journey/schema.ts";
import { draw, message, track } from "../journeys/templates/draw.ts";
import type { JsonObject } from "../kernel/json.ts";
import { nodeSamples } from "./journey-nodes.ts";

const MINUTES = 20 * 60;
/** Time goes on in such steps; whatever is waited for is over at the end of one. */
const STEP = 60;

/** Journeys that may be published, and what happens to one person who is in all of them. */
export type RandomRun = {
  /** With a segment, an audience, a Segment account and another journey. */
  documents(ids: string[]): JourneyDocument[];
  properties: JsonObject;
  isGold: boolean;
  /** `journeyId`: the other journey's. */
  events(
    journeyId: string,
  ): { type: "track" | "page"; name: string; properties: JsonObject; minute: number }[];
  minutes: number;
  step: number;
};

const PAGE = "Cart";
export const GOAL = "D";

const others = nodeKinds.filter(({ group, channel }) => group !== "entry" && !channel).map(({ id }) => id);
const day = { count: 6, unit: "hours" };

const goldOf = ([segmentId]: string[]): JsonObject => ({ kind: "saved", segmentId: segmentId ?? "" });

function settingsOf(kind: string, ids: string[]): JsonObject {
  const [, audienceId, segment] = ids;
  const sample = nodeSamples[kind] ?? {};
  const people = goldOf(ids);
  switch (kind) {
    case "send_segment":
      return { ...message("segment", { event: "Said" }), connections: { segment: segment ?? "" } };
    case "past_behaviour":
      return { people, timeout: day };
    case "add_to_audience":
    case "remove_from_audience":
      return { audienceId: audienceId ?? "" };
    case "profile_update":
      return { updates: [{ property: "plan2", how: "add", value: "{{ Event.key }}" }] };
    default:
      return "timeout" in sample ? { ...sample, timeout: day } : sample;
  }
}

/** Every kind of entry; those by time do not let anybody in again, as what comes first of one moment is nobody's promise. */
const entries: { kind: string; byTime?: true; settings(ids: string[]): JsonObject }[] = [
  { kind: "entry_action", settings: () => ({ did: track("A"), filter: null }) },
  {
    kind: "entry_inaction",
    settings: () => ({
      ...{ did: track("A"), didNot: track("B"), same: ["key"] },
      within: { count: 2, unit: "hours" },
    }),
  },
  {
    kind: "entry_segment",
    byTime: true,
    settings: ([segmentId]) => ({
      people: { kind: "saved", segmentId: segmentId ?? "" },
      timeline: { kind: "dates", dates: ["2026-03-10T15:00", "2026-03-11T01:00"] },
    }),
  },
  {
    kind: "entry_date_time",
    byTime: true,
    settings: () => ({ date: { of: "person", path: ["visit"], days: 0, at: null, yearly: false } }),
  },
  {
    kind: "entry_page_visit",
    settings: () => ({ page: { url: { op: "contains", value: "/cart" }, where: [] } }),
  },
  { kind: "entry_referrer", settings: () => nodeSamples.entry_referrer ?? {} },
  { kind: "entry_page_count", settings: () => nodeSamples.entry_page_count ?? {} },
  {
    kind: "entry_journey",
    settings: (ids) => ({ journeyId: ids[3] ?? "", when: "left" }),
  },
];

const line = fc.record({ from: fc.nat(7), exit: fc.nat(6), to: fc.nat(7), hours: fc.nat(3) });

type Drawing = {
  entry: (typeof entries)[number];
  kinds: string[];
  lines: { from: number; exit: number; to: number; hours: number }[];
  again: boolean;
  timeout: boolean;
  goal: boolean;
};

const speaksOfEvent = (kind: string, settings: JsonObject): boolean =>
  kindOf(kind)?.readsEvent(settings) === true || (kindOf(kind)?.texts(settings) ?? []).length > 0;

/** Links lead onwards only, so that nobody goes in circles; every node that needs one has a link for each exit. */
function drawn({ entry, lines, again, timeout, goal, ...given }: Drawing, ids: string[]): JourneyDocument {
  const brings = kindOf(entry.kind)?.brings("yes") === true;
  const kinds = given.kinds.filter((kind) => brings || !speaksOfEvent(kind, settingsOf(kind, ids)));
  const all = [
    { id: "n0", kind: entry.kind, settings: entry.settings(ids) },
    ...kinds.map((kind, at) => ({ id: `n${at + 1}`, kind, settings: settingsOf(kind, ids) })),
    { id: `n${kinds.length + 1}`, kind: "force_exit" },
  ] as { id: string; kind: string; settings?: JsonObject }[];
  let draft = draw(all, []);
  const last = all.length - 1;
  const link = (from: number, exit: string, to: number, hours: number) => {
    const id = `e${draft.edges.length}`;
    draft = connect(draft, { from: `n${from}`, exit, to: `n${to}` }, id);
    draft = {
      ...draft,
      edges: draft.edges.map((edge) =>
        edge.id === id && hours > 1 ? { ...edge, delay: { count: hours, unit: "hours", at: null } } : edge,
      ),
    };
  };
  for (const [at, node] of draft.nodes.entries()) {
    for (const [place, exit] of (exitsOf(node) ?? []).entries()) {
      const chosen = lines.find((each) => each.from % last === at && each.exit % 7 === place);
      // By the first exit of each everybody may come to all of them.
      const to = Math.min(last, at + 1 + (place === 0 ? 0 : (chosen?.to ?? 0) % 3));
      if (exit.needed || place === 0 || chosen) {
        link(at, exit.id, to, chosen?.hours ?? 0);
      }
    }
  }
  const goals = [
    ...(goal ? [{ id: "g1", name: GOAL, ...track(GOAL) }] : []),
    ...(goal && timeout ? [{ id: "g2", name: "Gold", events: [], people: goldOf(ids) }] : []),
  ];
  return journeyDocument.parse({
    ...draft,
    nodes: draft.nodes.map((node) => ({ ...node, settings: kindOf(node.kind) ? node.settings : {} })),
    settings: {
      ...{ ...draft.settings, goals },
      reentry: again && !entry.byTime ? { kind: "after_exit", rest: null } : { kind: "never" },
      timeout: timeout || goal ? { count: 20, unit: "hours" } : null,
    },
  });
}

const event = fc.record({
  name: fc.constantFrom("A", "A", "B", "B", "C", GOAL, PAGE, JOURNEY_EVENT),
  key: fc.constantFrom("1", "1", "2"),
  minute: fc.nat(MINUTES / STEP - 2).map((n) => n * STEP),
});

const drawing: fc.Arbitrary<Omit<Drawing, "entry">> = fc.record({
  kinds: fc.shuffledSubarray([...others.filter((id) => id !== "force_exit"), "send_segment"], {
    minLength: 5,
    maxLength: 7,
  }),
  lines: fc.array(line, { maxLength: 20 }),
  again: fc.boolean(),
  timeout: fc.boolean(),
  goal: fc.boolean(),
});

export const randomRun: fc.Arbitrary<RandomRun> = fc
  .record({
    drawings: fc.array(drawing, { minLength: 16, maxLength: 16 }),
    isGold: fc.boolean(),
    events: fc.array(event, { minLength: 8, maxLength: 14 }),
  })
  .map(({ isGold, events, drawings }) => ({
    documents: (ids) =>
      drawings.map((each, at) =>
        drawn({ entry: entries[at % entries.length] as Drawing["entry"], ...each }, ids),
      ),
    properties: {
      ...{ plan: isGold ? "gold" : "free", birthday: "1990-03-11" },
      visit: "2026-03-10T16:00:00.000Z",
    },
    isGold,
    events: (journeyId) =>
      // In their order; goals come last of their moment.
      [{ name: "A", key: "1", minute: 0 }, ...events]
        .toSorted((a, b) => a.minute - b.minute || Number(a.name === GOAL) - Number(b.name === GOAL))
        .map(({ name, key, minute }) => ({
          type: name === PAGE ? ("page" as const) : ("track" as const),
          ...{ name, minute },
          properties: {
            key,
            url: "https://shop.example/cart",
            referrer: key === "1" ? "https://search.example/" : "https://shop.example/",
            ...(name === JOURNEY_EVENT && { journeyId, moment: "left" }),
          },
        })),
    ...{ minutes: MINUTES, step: STEP },
  }));
