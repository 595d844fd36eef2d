import type { Problem } from "../../kernel/fault.ts";

/** What keeps a journey from being published, and where: at a node, at a link, or at the whole (both null). */
export type JourneyProblem = Problem & { node: string | null; edge: string | null };

const fieldOf = (path: string): string => path.match(/([A-Za-z]\w*)[^A-Za-z]*$/)?.[1] ?? path;

export const ofNode = (node: string, path: string, message: string): JourneyProblem => ({
  ...{ node, edge: null, path, field: fieldOf(path), message },
});
export const ofEdge = (edge: string, path: string, message: string): JourneyProblem => ({
  ...{ node: null, edge, path, field: fieldOf(path), message },
});
export const ofWhole = (path: string, message: string): JourneyProblem => ({
  ...{ node: null, edge: null, path, field: fieldOf(path), message },
});
