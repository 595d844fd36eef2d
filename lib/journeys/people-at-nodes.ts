import type { Ctx } from "../context.ts";
import { nodeOf } from "./graph.ts";
import { type Documents, documentsOf } from "./seeing/documents.ts";
import { movesUnderWay, peopleCounted } from "./version-store.ts";

/**
 * How many people are at each node, those who are still to move to a version that was published where they go by it: what
 * another version says of their node comes after that.
 */
export async function peopleAtNodes(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  id: string,
  documents?: Documents,
): Promise<ReadonlyMap<string, number>> {
  const [counted, underWay] = await Promise.all([
    peopleCounted(ctx.db, ctx.workspaceId, id),
    movesUnderWay(ctx.db, ctx.workspaceId, id),
  ]);
  const people = new Map(counted.map((each) => [each.node, each.people]));
  const known = underWay.length > 0 ? (documents ?? (await documentsOf(ctx, id))) : new Map();
  for (const { number, moves } of underWay) {
    const document = known.get(number);
    for (const [node, count] of document ? [...people] : []) {
      if (!nodeOf(document, node)) {
        const to = moves[node] ?? null;
        people.delete(node);
        if (to !== null) {
          people.set(to, (people.get(to) ?? 0) + count);
        }
      }
    }
  }
  return people;
}
