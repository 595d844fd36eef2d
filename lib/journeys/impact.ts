import type { Json, JsonObject } from "../kernel/json.ts";
import { type JourneyDraft, type JourneyNode, journeyDocument } from "./document.ts";
import { nodeOf, titleOf } from "./graph.ts";
import { kindOf } from "./nodes/catalog.ts";
import type { NodeChange } from "./schema.ts";

/** JSON as text, the same however its keys are ordered. */
export const sortedText = (json: Json): string =>
  JSON.stringify(json, (_key, value: unknown) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );

/** A draft as it would be published, with what is left out of it; as it is, where it may not be. */
export function asPublished(draft: JourneyDraft): JourneyDraft {
  const read = journeyDocument.safeParse(draft);
  return read.success ? read.data : draft;
}

/** A node's settings with what need not be said of them; as they are, where they may not be published. */
export function saidSettings({ kind, settings }: Pick<JourneyNode, "kind" | "settings">): JsonObject {
  const read = kindOf(kind)?.settings.safeParse(settings);
  return read?.success ? (read.data as JsonObject) : settings;
}

/** What decides what happens at a node: its settings, and where its exits lead. */
function matter({ edges }: Pick<JourneyDraft, "edges">, node: JourneyNode): string {
  const { id, kind } = node;
  const leaving = edges
    .filter(({ from }) => from === id)
    .map(({ exit, to, delay }) => ({ exit, to, delay }))
    .sort((a, b) => (a.exit < b.exit ? -1 : 1));
  return sortedText([kind, saidSettings(node), leaving]);
}

/** Whether a node of both documents says the same; where its exits lead is no matter of that. */
export function isSameNode(from: JourneyDraft, to: JourneyDraft, id: string): boolean {
  const [before, after] = [nodeOf(from, id), nodeOf(to, id)];
  const settingsOf = (node: JourneyNode) => matter({ edges: [] }, node);
  return before !== undefined && after !== undefined && settingsOf(before) === settingsOf(after);
}

/** What is different for people from one document to the next: names and places on the canvas are not. */
export function changedNodes(from: JourneyDraft, to: JourneyDraft): NodeChange[] {
  const before = new Map(from.nodes.map((node) => [node.id, node]));
  const after = new Map(to.nodes.map((node) => [node.id, node]));
  const told = (node: JourneyNode, what: NodeChange["what"]): NodeChange => ({
    node: node.id,
    name: titleOf(node),
    what,
  });
  return [
    ...from.nodes.filter(({ id }) => !after.has(id)).map((node) => told(node, "removed")),
    ...to.nodes.flatMap((node) => {
      const old = before.get(node.id);
      if (!old) {
        return [told(node, "added")];
      }
      return matter(from, old) === matter(to, node) ? [] : [told(node, "changed")];
    }),
  ];
}
