import type { JourneyDraft, JourneyNode } from "@/lib/journeys/document.ts";
import { exitsOf, titleOf } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { type MessageEnd, messageEnds, type Simulation } from "@/lib/journeys/simulate/schema.ts";
import { journeySimulatorMessages } from "@/lib/messages/journey-simulator.ts";
import { journeysMessages } from "@/lib/messages/journeys.ts";
import { settingsDraft } from "../editor/settings-draft.ts";
import type { Script } from "./script.ts";

const words = journeySimulatorMessages.assumed;
export type Assumed = Pick<Script, "answers" | "ends" | "paths">;

function without<Value>(record: Record<string, Value>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== key));
}

function put<Value>(record: Record<string, Value>, key: string, value: Value | null): Record<string, Value> {
  return value === null ? without(record, key) : { ...record, [key]: value };
}

const yesNo = [
  { value: "true", label: words.yes },
  { value: "false", label: words.no },
];

function answered(assumed: Assumed, id: string, value: string): Assumed {
  return { ...assumed, answers: put(assumed.answers, id, value === "" ? null : value === "true") };
}

/** The ends that a message of this node can have: by its exits, or all that a channel without them may meet. */
function endsOf(node: JourneyNode): MessageEnd[] {
  const exits = new Set((exitsOf(node) ?? []).map(({ id }) => id));
  return messageEnds.filter((end) => exits.has(end) || end === "failed" || end === "unreachable");
}

type Row = {
  id: string;
  title: string;
  label: string;
  data: { value: string; label: string }[];
  value: string;
  set: (value: string) => Assumed;
};

/** Goals by past behaviour, which are looked at by the clock alone: nothing on the way tells of them. */
function goalRows(document: JourneyDraft, assumed: Assumed): Row[] {
  const { goals } = settingsDraft.parse(document.settings);
  return goals.flatMap(({ id, name, people }, place): Row[] =>
    people
      ? [
          {
            ...{ id, title: name.trim() || journeysMessages.settings.goalNew(place + 1), label: words.goal },
            value: id in assumed.answers ? String(assumed.answers[id]) : "",
            data: [{ value: "", label: words.auto }, ...yesNo],
            set: (value) => answered(assumed, id, value),
          },
        ]
      : [],
  );
}

/** What can be assumed at the nodes that somebody came to, or that something is assumed of already. */
function nodeRows(document: JourneyDraft, simulation: Simulation, assumed: Assumed): Row[] {
  const came = new Set(simulation.path.map(({ node }) => node));
  const nodes = document.nodes.filter(
    ({ id }) => came.has(id) || id in assumed.answers || id in assumed.ends || id in assumed.paths,
  );
  return nodes.flatMap((node): Row[] => {
    const { id } = node;
    const title = titleOf(node);
    const question = simulation.questions.find((each) => each.node === id);
    if (question || id in assumed.answers) {
      const { answer = true, by = "chosen" } = question ?? {};
      return [
        {
          ...{ id, title, label: words.is },
          value: id in assumed.answers ? String(assumed.answers[id]) : "",
          data: [{ value: "", label: by === "chosen" ? words.auto : words.asIs(answer) }, ...yesNo],
          set: (value) => answered(assumed, id, value),
        },
      ];
    }
    if (kindOf(node.kind)?.channel) {
      return [
        {
          ...{ id, title, label: words.message, value: assumed.ends[id] ?? "" },
          data: [
            { value: "", label: words.auto },
            ...endsOf(node).map((value) => ({ value, label: words.ends[value] })),
          ],
          set: (value) => ({
            ...assumed,
            ends: put(assumed.ends, id, messageEnds.find((end) => end === value) ?? null),
          }),
        },
      ];
    }
    if (node.kind === "ab_split") {
      return [
        {
          ...{ id, title, label: words.path, value: assumed.paths[id] ?? "" },
          data: [
            { value: "", label: words.chance },
            ...(exitsOf(node) ?? []).map((exit) => ({ value: exit.id, label: exit.label })),
          ],
          set: (value) => ({ ...assumed, paths: put(assumed.paths, id, value === "" ? null : value) }),
        },
      ];
    }
    return [];
  });
}

/** Everything that can be assumed, each with what it is set to: first along the way, then the goals. */
export function assumedRows(document: JourneyDraft, simulation: Simulation, assumed: Assumed): Row[] {
  return [...nodeRows(document, simulation, assumed), ...goalRows(document, assumed)];
}
