import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { edgeAt, exitsOf, nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import type { SimulatedChange, SimulatedMessage, Simulation } from "@/lib/journeys/simulate/schema.ts";

/** One thing that happens, in the order in which it does. */
export type Step = {
  key: string;
  at: string;
  kind: "event" | "moves" | "acts" | "waits" | "left";
  /** Null: an event, or leaving from wherever they are. */
  node: string | null;
  title: string;
  exit: { id: string; label: string } | null;
  because: string;
  /** So often one after the other, as looking every hour. */
  times: number;
  message: SimulatedMessage | null;
  changes: SimulatedChange[];
};

type Happening = Simulation["path"][number];

const kinds: Record<string, Step["kind"]> = { moves: "moves", acts: "acts", left: "left" };

function stepOf(document: JourneyDraft, happening: Happening, index: number): Step {
  const { at, node, did, exit, because } = happening;
  const found = nodeOf(document, node);
  const label = found && exitsOf(found)?.find(({ id }) => id === exit)?.label;
  return {
    ...{ key: `step${index}`, at, kind: kinds[did] ?? "waits", node, because, times: 1 },
    title: found ? titleOf(found) : node,
    exit: exit === null ? null : { id: exit, label: label ?? exit },
    ...{ message: null, changes: [] },
  };
}

/** Happenings of one kind at one node that only say again what the one before said. */
function folded(steps: Step[]): Step[] {
  const kept: Step[] = [];
  for (const step of steps) {
    const before = kept.at(-1);
    if (before && step.kind === "waits" && before.node === step.node && before.because === step.because) {
      kept[kept.length - 1] = { ...before, times: before.times + 1 };
    } else {
      kept.push(step);
    }
  }
  return kept;
}

/** Puts messages and changes with the steps that made them. */
function withEffects(steps: Step[], { messages, changes }: Simulation): Step[] {
  const [left, changed] = [[...messages], [...changes]];
  return steps.map((step) => {
    if (step.kind !== "acts") {
      return step;
    }
    const isOf = (each: { at: string; node: string }) => each.node === step.node && each.at === step.at;
    const place = left.findIndex(isOf);
    const message = place < 0 ? null : (left.splice(place, 1)[0] ?? null);
    const own = message ? [] : changed.filter(isOf);
    return { ...step, message, changes: own };
  });
}

/** All that happens to somebody: what they do, where they go, and how they leave. */
export function stepsOf(simulation: Simulation, document: JourneyDraft): Step[] {
  const happenings = simulation.path.map((each, index) => stepOf(document, each, index));
  const blank = { exit: null, times: 1, message: null, changes: [] };
  const events = simulation.events.map(
    ({ at, name, caused }, index): Step => ({
      ...{ ...blank, key: `event${index}`, at, kind: "event", node: null, title: name },
      because: caused ? "because of the message" : "",
    }),
  );
  const told = new Set(happenings.filter(({ kind }) => kind === "left").map(({ at }) => at));
  const leaving = simulation.stays.flatMap(({ left, because }, index): Step[] =>
    left === null || told.has(left)
      ? []
      : [
          {
            ...blank,
            key: `left${index}`,
            at: left,
            kind: "left",
            node: null,
            title: "",
            because: because ?? "",
          },
        ],
  );
  const rank = (step: Step): number => (step.kind === "event" ? 0 : step.node === null ? 2 : 1);
  const all = [...events, ...withEffects(happenings, simulation), ...leaving];
  return folded(all.toSorted((a, b) => a.at.localeCompare(b.at) || rank(a) - rank(b)));
}

export type Lit = { nodes: Set<string>; edges: Set<string> };

/** What has been walked after the step at `index`, and where the person is then. */
export function litAt(
  steps: readonly Step[],
  index: number,
  document: JourneyDraft,
): Lit & { here: string | null } {
  const lit = { nodes: new Set<string>(), edges: new Set<string>() };
  let here: string | null = null;
  for (const { node, exit, kind } of steps.slice(0, index + 1)) {
    if (kind === "left") {
      here = null;
    }
    if (node === null) {
      continue;
    }
    lit.nodes.add(node);
    here = kind === "left" ? null : node;
    const edge = exit && edgeAt(document, node, exit.id);
    if (edge) {
      lit.edges.add(edge.id);
      here = kind === "left" ? null : edge.to;
    }
  }
  return { ...lit, here };
}

/** The first step at a node; -1 where nobody came to it. */
export function firstAt(steps: readonly Step[], node: string): number {
  return steps.findIndex((step) => step.node === node);
}
