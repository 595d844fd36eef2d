import { definition } from "@/lib/segments/definition.ts";

/** What is typed of a segment, by its field. */
export type Given = Record<string, unknown>;

/** As the server would write it: what is typed leaves out what goes without saying. */
const written = (field: string, value: unknown): string =>
  JSON.stringify(field === "definition" ? (definition.safeParse(value).data ?? value) : value);

/**
 * What somebody else saved of a segment, in another window too, since it was `seen` here last: what can be taken over, and what
 * goes against something that is typed here and not saved (`changed`).
 */
export function savedMeanwhile(theirs: Given, seen: Given, changed: Given): { free: Given; against: Given } {
  const others = Object.entries(theirs).filter(
    ([field, value]) => written(field, value) !== written(field, seen[field]),
  );
  const isAgainst = ([field, value]: [string, unknown]) =>
    field in changed && written(field, changed[field]) !== written(field, value);
  return {
    free: Object.fromEntries(others.filter((each) => !isAgainst(each))),
    against: Object.fromEntries(others.filter(isAgainst)),
  };
}
