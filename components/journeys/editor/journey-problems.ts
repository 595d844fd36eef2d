import { nodeOf } from "@/lib/journeys/graph.ts";
import type { JourneyProblem } from "@/lib/journeys/problems/problem.ts";
import { checkJourney } from "@/lib/journeys/problems.ts";
import type { JourneyView } from "@/lib/journeys/schema.ts";
import { plainPath } from "../../form/problem-places.ts";
import type { Typed } from "./saved-journey.ts";

const placed = (problem: JourneyProblem): JourneyProblem => ({ ...problem, path: plainPath(problem.path) });
const keyOf = ({ node, edge, path, message }: JourneyProblem): string =>
  JSON.stringify([node, edge, path, message]);

/**
 * What keeps a journey from being published, as far as the browser can tell: nothing before it knows which partners have an
 * account, so that what the server found stands till then.
 */
export function localProblems(
  { document, name, description }: Typed,
  partners: ReadonlySet<string> | null,
): JourneyProblem[] {
  if (partners === null) {
    return [];
  }
  return checkJourney(document, { name, description }, { partners }).problems.map(placed);
}

/** Whether what a problem is about stands as it was kept. */
function isUnchanged({ node, edge }: JourneyProblem, now: Typed, kept: Typed): boolean {
  if (node !== null) {
    const old = nodeOf(kept.document, node);
    return old !== undefined && nodeOf(now.document, node)?.settings === old.settings;
  }
  return edge === null
    ? now.document.settings === kept.document.settings && now.name === kept.name
    : now.document.edges.some((each) => each.id === edge && kept.document.edges.includes(each));
}

/**
 * All of them: what the browser sees in what stands there now, and what only the server could know of what it kept last (a
 * segment that is gone, a secret that is missing), as long as nothing was changed there since.
 */
export function allProblems(
  now: { typed: Typed; problems: readonly JourneyProblem[] },
  kept: { typed: Typed; problems: readonly JourneyProblem[] },
  server: JourneyView["problems"],
): JourneyProblem[] {
  const seen = new Set([...now.problems, ...kept.problems].map(keyOf));
  const own = server
    .map(placed)
    .filter((problem) => !seen.has(keyOf(problem)) && isUnchanged(problem, now.typed, kept.typed));
  return [...now.problems, ...own];
}
