import { NativeSelect, Stack, Text } from "@mantine/core";
import type { JourneyDraft, JourneyNode } from "@/lib/journeys/document.ts";
import { exitsOf, nodeOf, titleOf } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { type MessageEnd, messageEnds, type Simulation } from "@/lib/journeys/simulate/schema.ts";
import { journeySimulatorMessages } from "@/lib/messages/journey-simulator.ts";
import type { Script } from "./script.ts";

const words = journeySimulatorMessages.assumed;
type Assumed = Pick<Script, "answers" | "ends" | "paths">;

function without<Value>(record: Record<string, Value>, key: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([each]) => each !== key));
}

function put<Value>(record: Record<string, Value>, key: string, value: Value | null): Record<string, Value> {
  return value === null ? without(record, key) : { ...record, [key]: value };
}

/** The ends that a message of this node can have: by its exits, or all that a channel without them may meet. */
function endsOf(node: JourneyNode): MessageEnd[] {
  const exits = new Set((exitsOf(node) ?? []).map(({ id }) => id));
  return messageEnds.filter((end) => exits.has(end) || end === "failed" || end === "unreachable");
}

type Row = {
  node: JourneyNode;
  label: string;
  data: { value: string; label: string }[];
  value: string;
  set: (value: string) => Assumed;
};

/** What can be assumed at the nodes that somebody came to, or that something is assumed of already. */
function rowsOf(document: JourneyDraft, simulation: Simulation, assumed: Assumed): Row[] {
  const came = new Set(simulation.path.map(({ node }) => node));
  const nodes = document.nodes.filter(
    ({ id }) => came.has(id) || id in assumed.answers || id in assumed.ends || id in assumed.paths,
  );
  return nodes.flatMap((node): Row[] => {
    const { id } = node;
    const question = simulation.questions.find((each) => each.node === id);
    if (question || id in assumed.answers) {
      const { answer = true, by = "chosen" } = question ?? {};
      return [
        {
          ...{ node, label: words.is, value: id in assumed.answers ? String(assumed.answers[id]) : "" },
          data: [
            { value: "", label: by === "chosen" ? words.auto : words.asIs(answer) },
            { value: "true", label: words.yes },
            { value: "false", label: words.no },
          ],
          set: (value) => ({
            ...assumed,
            answers: put(assumed.answers, id, value === "" ? null : value === "true"),
          }),
        },
      ];
    }
    if (kindOf(node.kind)?.channel) {
      return [
        {
          ...{ node, label: words.message, value: assumed.ends[id] ?? "" },
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
          ...{ node, label: words.path, value: assumed.paths[id] ?? "" },
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

/** What nobody can know beforehand, step by step: who is in a segment, what becomes of a message, where a lot falls. */
export function Assumptions({
  document,
  simulation,
  assumed,
  onChange,
}: {
  document: JourneyDraft;
  simulation: Simulation;
  assumed: Assumed;
  onChange: (assumed: Assumed) => void;
}) {
  const rows = rowsOf(document, simulation, assumed);
  if (rows.length === 0) {
    return (
      <Text size="xs" c="dimmed">
        {words.none}
      </Text>
    );
  }
  return (
    <Stack gap="xs">
      {rows.map(({ node, label, data, value, set }) => {
        const title = titleOf(nodeOf(document, node.id) ?? node);
        return (
          <NativeSelect
            key={node.id}
            size="xs"
            label={title}
            description={label}
            data={data}
            value={value}
            onChange={(event) => onChange(set(event.currentTarget.value))}
          />
        );
      })}
    </Stack>
  );
}
