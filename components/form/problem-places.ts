import type { Problem } from "@/lib/kernel/fault.ts";

/** A path with dots only: `who.filter.groups[0]` and `keyValues.0.key` are written in two ways. */
export const plainPath = (path: string): string => path.replace(/\[(\d+)\]/g, ".$1");

/** The first problem of exactly this place. */
export const problemAt = (problems: readonly Problem[], path: string): string | null =>
  problems.find((problem) => problem.path === path)?.message ?? null;

/** All problems of a place and of what lies in it. */
export const problemsIn = <Of extends Problem>(problems: readonly Of[], path: string): Of[] =>
  problems.filter((problem) => problem.path === path || problem.path.startsWith(`${path}.`));

/** The paths that a problem may be looked for at, the nearest first. */
export function pathsUp(path: string): string[] {
  const parts = path.split(".");
  return parts.map((_, at) => parts.slice(0, parts.length - at).join("."));
}
