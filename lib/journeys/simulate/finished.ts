import { problemsOf } from "../../kernel/parse.ts";
import { type JourneyDocument, type JourneyDraft, journeyDocument } from "../document.ts";
import { isEntry } from "../graph.ts";
import { kindOf } from "../nodes/catalog.ts";
import { type JourneyProblem, ofNode, ofWhole } from "../problems/problem.ts";

export type Finished = {
  /** Null: nobody can walk through it yet, and `problems` say why. */
  document: JourneyDocument | null;
  problems: JourneyProblem[];
  /** Nodes that were left out, with what is to be finished first. */
  unfinished: Map<string, string>;
};

function firstProblem({ kind, settings }: JourneyDraft["nodes"][number]): string | null {
  const known = kindOf(kind);
  if (!known) {
    return `There is no kind of node “${kind}”`;
  }
  const read = known.settings.safeParse(settings);
  const [first] = read.success ? [] : problemsOf(read.error);
  return first ? first.message : null;
}

/**
 * What can be walked of a draft: all nodes whose settings are finished, so that a journey can be tried while it is drawn.
 * Its entry and the settings of the whole have to be.
 */
export function finishedPart(draft: JourneyDraft): Finished {
  const unfinished = new Map(
    draft.nodes.flatMap((node) => {
      const message = firstProblem(node);
      return message === null ? [] : [[node.id, message] as const];
    }),
  );
  const entries = draft.nodes.filter(isEntry);
  const parsed = journeyDocument.safeParse({
    ...draft,
    nodes: draft.nodes.filter(({ id }) => !unfinished.has(id)),
  });
  const problems = [
    ...(entries.length === 0 ? [ofWhole("nodes", "Add an entry: what people come into the journey by")] : []),
    ...entries.slice(1).map(({ id }) => ofNode(id, "kind", "A journey has one entry")),
    ...entries.flatMap(({ id }) => {
      const message = unfinished.get(id);
      return message === undefined ? [] : [ofNode(id, "settings", message)];
    }),
    ...(parsed.success ? [] : problemsOf(parsed.error).map(({ path, message }) => ofWhole(path, message))),
  ];
  return { document: parsed.success && problems.length === 0 ? parsed.data : null, problems, unfinished };
}
