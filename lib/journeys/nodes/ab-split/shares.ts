import { isJsonObject, type Json } from "../../../kernel/json.ts";

/** How a path did of late: those who took it, and how many of them did what shows that it works. */
export type PathTried = { people: number; reached: number };

/** A path's weight: as many more people as it works better. Of few people little is known, so all begin as equals. */
const weightOf = ({ people, reached }: PathTried): number => (reached + 1) / (people + 2);

const isTried = (value: Json | undefined): value is PathTried =>
  isJsonObject(value) && typeof value.people === "number" && typeof value.reached === "number";

/** How each path of a node did, as it is kept with the journey; those of which that is not known are left out. */
export function triedAt(kept: Json, node: string): Record<string, PathTried> {
  const own = isJsonObject(kept) ? kept[node] : null;
  const entries = isJsonObject(own) ? Object.entries(own) : [];
  return Object.fromEntries(
    entries.flatMap(([path, value]): [string, PathTried][] => (isTried(value) ? [[path, value]] : [])),
  );
}

/** What an automatic split gives each path, by how they did; null where nothing is known of it. */
export function weightsAt(kept: Json, node: string): Record<string, number> | null {
  const own = isJsonObject(kept) ? kept[node] : null;
  if (!isJsonObject(own)) {
    return null;
  }
  return Object.fromEntries(
    Object.entries(own).flatMap(([path, value]): [string, number][] =>
      // Weights alone are what was kept before it was kept how they came about.
      typeof value === "number" ? [[path, value]] : isTried(value) ? [[path, weightOf(value)]] : [],
    ),
  );
}

/** What each path has now by how it works; one of which nothing is known yet has what the others have on average. */
export function weighed(
  paths: readonly { id: string }[],
  weights: Readonly<Record<string, number>> | null,
): { id: string; weight: number }[] {
  const known = paths.flatMap(({ id }) => {
    const weight = weights?.[id];
    return weight === undefined ? [] : [Math.max(weight, 0)];
  });
  const mean = known.length > 0 ? known.reduce((sum, weight) => sum + weight, 0) / known.length : 1;
  return paths.map(({ id }) => ({ id, weight: Math.max(weights?.[id] ?? mean, 0) }));
}
