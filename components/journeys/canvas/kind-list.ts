import { nodeKinds } from "@/lib/journeys/nodes/catalog.ts";
import { type NodeGroup, type NodeKind, nodeGroups } from "@/lib/journeys/nodes/node-kind.ts";

/** The kinds that a search finds, by group; every word of it has to stand in a kind's title or description. */
export function kindsFound(
  search: string,
  groups: readonly NodeGroup[] = nodeGroups,
): { group: NodeGroup; kinds: NodeKind[] }[] {
  // Who looks for "email" means E-mail.
  const plain = (text: string) => text.toLowerCase().replaceAll("-", "");
  const asked = plain(search).split(/\s+/).filter(Boolean);
  const isFound = ({ title, description }: NodeKind) => {
    const text = plain(`${title} ${description}`);
    return asked.every((word) => text.includes(word));
  };
  return groups.flatMap((group) => {
    const kinds = nodeKinds.filter((kind) => kind.group === group && isFound(kind));
    return kinds.length === 0 ? [] : [{ group, kinds }];
  });
}
