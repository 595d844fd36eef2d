import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { nodeOf } from "@/lib/journeys/graph.ts";
import { kindOf } from "@/lib/journeys/nodes/catalog.ts";
import { isJsonObject, type Json } from "@/lib/kernel/json.ts";
import { events } from "../../form/draft-parts.ts";
import type { EventRef } from "./node-form.ts";

const firstOf = (asked: Json | undefined): EventRef | undefined => events.parse(asked).events[0];

/** The event that an exit of a node brings along, as far as its settings name one. */
function broughtBy({ settings, kind }: { kind: string; settings: Record<string, Json> }, exit: string) {
  const { branches, did, page } = settings;
  if (!kindOf(kind)?.brings(exit)) {
    return undefined;
  }
  const branch = Array.isArray(branches)
    ? branches.find((each) => isJsonObject(each) && each.id === exit)
    : undefined;
  return isJsonObject(branch)
    ? firstOf(branch.did)
    : (firstOf(did) ?? (page ? { type: "page" as const, name: null } : undefined));
}

/** The event that people come to a node with: the nearest one on the way there. */
export function eventBefore(document: JourneyDraft, id: string): EventRef | undefined {
  const seen = new Set([id]);
  const open = [id];
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    for (const edge of document.edges.filter(({ to }) => to === node)) {
      const source = nodeOf(document, edge.from);
      const found = source && broughtBy(source, edge.exit);
      if (found) {
        return found;
      }
      if (!seen.has(edge.from)) {
        seen.add(edge.from);
        open.push(edge.from);
      }
    }
  }
  return undefined;
}
