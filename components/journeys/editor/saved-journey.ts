import type { JourneyDraft } from "@/lib/journeys/document.ts";
import { journeyOperations } from "@/lib/journeys/operations.ts";
import type { JourneyView } from "@/lib/journeys/schema.ts";
import { call } from "../../api.ts";
import type { Saved, Secrets } from "../../form/use-autosave.ts";

/** What is typed of a journey. */
export type Typed = { name: string; description: string; labels: string[]; document: JourneyDraft };

export const typedOf = ({ name, description, labels, draft }: JourneyView): Typed => ({
  ...{ name, description, labels },
  document: draft,
});

export const loadJourney = ({ id }: Pick<JourneyView, "id">): Promise<JourneyView> =>
  call(journeyOperations["journeys.get"], { id });

/** Under which a secret of a node waits to be saved; ids of nodes hold no blanks. */
export const secretName = (node: string, key: string): string => `${node} ${key}`;

/** Secrets by their node and key, of nodes that the document still has. */
export function secretsByNode(
  secrets: Secrets,
  { nodes }: Pick<JourneyDraft, "nodes">,
): Record<string, Record<string, string | null>> {
  const kept = new Set(nodes.map(({ id }) => id));
  const found: Record<string, Record<string, string | null>> = {};
  for (const [name, value] of Object.entries(secrets)) {
    const at = name.indexOf(" ");
    const [node, key] = [name.slice(0, at), name.slice(at + 1)];
    if (kept.has(node)) {
      found[node] = { ...found[node], [key]: value };
    }
  }
  return found;
}

/** How a journey is kept while it is edited. */
export const savedJourney: Saved<JourneyView, Typed> = {
  isEditable: ({ may }) => may.edit.allowed,
  isSame: (a, b) =>
    a.document === b.document &&
    a.name === b.name &&
    a.description === b.description &&
    a.labels === b.labels,
  typedOf,
  load: loadJourney,
  revisionOf: ({ revision }) => revision,
  upon: (view, revision) => ({ ...view, revision }),
  save: ({ typed, kept, base, secrets }) =>
    call(journeyOperations["journeys.update"], {
      ...{ id: base.id, revision: base.revision },
      ...(typed.name !== kept.name && typed.name.trim() !== "" && { name: typed.name }),
      ...(typed.description !== kept.description && { description: typed.description }),
      ...(typed.labels !== kept.labels && { labels: typed.labels }),
      ...(typed.document !== kept.document && { draft: typed.document }),
      ...(Object.keys(secrets).length > 0 && { secrets: secretsByNode(secrets, typed.document) }),
    }),
};
