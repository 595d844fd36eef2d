import type { JourneyDraft } from "./document.ts";
import { kindOf } from "./nodes/catalog.ts";
import type { Mention, Named } from "./nodes/mentions.ts";
import type { MentionNames, NameMentions } from "./seeing/schema.ts";

const keyOf = ({ kind, id }: Mention): string => `${kind} ${id}`;

/** What the nodes of documents speak of, each once and in an order of its own, as it is asked for by its ids. */
export function mentionedIn(documents: Iterable<Pick<JourneyDraft, "nodes">>): NameMentions {
  const found = [...documents].flatMap(({ nodes }) =>
    nodes.flatMap(({ kind, settings }) => kindOf(kind)?.mentions(settings) ?? []),
  );
  const ids = (kind: Mention["kind"]): string[] =>
    [...new Set(found.filter((each) => each.kind === kind).map(({ id }) => id))].toSorted();
  return { segments: ids("segment"), audiences: ids("audience"), journeys: ids("journey") };
}

/** Names by what was asked for; what was not is not known. */
export function namedBy({ items }: MentionNames): Named {
  const names = new Map(
    items.map((item) => [
      keyOf(item),
      item.name !== null && item.archived ? `${item.name} (archived)` : item.name,
    ]),
  );
  return (mention) => names.get(keyOf(mention));
}
