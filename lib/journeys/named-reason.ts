import type { JourneyDraft } from "./document.ts";
import { nodeOf } from "./graph.ts";
import { kindOf } from "./nodes/catalog.ts";
import type { Mention, Named } from "./nodes/mentions.ts";

/** How reasons speak of what a node mentions: the kinds' runtimes know no names, which may change. */
const spoken: Record<Mention["kind"], readonly string[]> = {
  segment: ["the segment"],
  audience: ["the audience"],
  journey: ["another journey", "the other journey"],
};

/** Why something happened at a node, with what it speaks of called as it is called now. */
export function namedReason(
  document: Pick<JourneyDraft, "nodes">,
  { node, because }: { node: string; because: string },
  named: Named,
): string {
  const found = nodeOf(document, node);
  const mentions = found ? (kindOf(found.kind)?.mentions(found.settings) ?? []) : [];
  return mentions.reduce((told, mention) => {
    const name = named(mention);
    const words = spoken[mention.kind].find((each) => told.includes(each));
    return name && words ? told.replace(words, () => `the ${mention.kind} “${name}”`) : told;
  }, because);
}
