import { isJsonObject } from "../kernel/json.ts";
import { problemsOf } from "../kernel/parse.ts";
import { type JourneyDocument, type JourneyDraft, journeyDocument, journeyLimits } from "./document.ts";
import { graphProblems } from "./problems/graph-problems.ts";
import { nodesWithEvent } from "./problems/known-events.ts";
import { type JourneyProblem, ofEdge, ofNode, ofWhole } from "./problems/problem.ts";
import { quietProblems } from "./problems/quiet-problems.ts";
import { type Surroundings, settingsProblems } from "./problems/settings-problems.ts";

export type JourneyWords = { name: string; description: string };

function wordProblems({ name, description }: JourneyWords): JourneyProblem[] {
  const { descriptionChars } = journeyLimits;
  return [
    ...(name.trim() === "" ? [ofWhole("name", "Give the journey a name")] : []),
    ...(description.length > descriptionChars
      ? [ofWhole("description", `At most ${descriptionChars} characters`)]
      : []),
  ];
}

/** A problem of the document's shape where it stands. */
function placed(draft: JourneyDraft, path: string, message: string): JourneyProblem {
  const [, list, index, rest] = path.match(/^(nodes|edges)\[(\d+)\]\.?(.*)$/) ?? [];
  const node = list === "nodes" ? draft.nodes[Number(index)] : undefined;
  const edge = list === "edges" ? draft.edges[Number(index)] : undefined;
  return node
    ? ofNode(node.id, rest ?? "", message)
    : edge
      ? ofEdge(edge.id, rest ?? "", message)
      : ofWhole(path, message);
}

/** Contracts §10.1: a journey that begins once lets nobody in a second time. */
function onceProblems({ nodes, settings }: JourneyDocument): JourneyProblem[] {
  const once = nodes.some(
    ({ kind, settings: { timeline } }) =>
      kind === "entry_segment" && isJsonObject(timeline) && timeline.kind === "once",
  );
  return once && settings.reentry.kind !== "never"
    ? [ofWhole("settings.reentry", "A journey that begins once lets nobody in again")]
    : [];
}

/** With a goal nobody is out after the last node, so those who never reach it need another way out (contracts §10.1). */
function goalProblems({ settings: { goals, timeout } }: JourneyDocument): JourneyProblem[] {
  const message = "With a goal people stay until they reach it: limit the stay, or some would stay for ever";
  return goals.length > 0 && timeout === null ? [ofWhole("settings.timeout", message)] : [];
}

export type CheckedJourney = {
  /** Null where the draft has not the shape of a document yet. */
  document: JourneyDocument | null;
  problems: JourneyProblem[];
};

/** Reads a draft and tells all that keeps it from being published; without problems it may be. Never throws. */
export function checkJourney(
  draft: JourneyDraft,
  words: JourneyWords,
  surroundings: Surroundings,
): CheckedJourney {
  const parsed = journeyDocument.safeParse(draft);
  const withEvent = nodesWithEvent(draft);
  const shape = parsed.success
    ? [...onceProblems(parsed.data), ...goalProblems(parsed.data), ...quietProblems(parsed.data)]
    : problemsOf(parsed.error).map(({ path, message }) => placed(draft, path, message));
  const problems = [
    ...wordProblems(words),
    ...graphProblems(draft),
    ...draft.nodes.flatMap((node) => settingsProblems(node, withEvent.has(node.id), surroundings)),
    ...shape,
  ];
  // Too many goals are told by the shape as well.
  const told = new Map(problems.map((each) => [JSON.stringify(each), each]));
  return { document: parsed.success ? parsed.data : null, problems: [...told.values()] };
}
