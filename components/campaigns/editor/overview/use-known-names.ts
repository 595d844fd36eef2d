import { useQueries, useQuery } from "@tanstack/react-query";
import type { Condition, Definition } from "@/lib/segments/definition.ts";
import { carriersOf } from "../../../message/carriers.ts";
import type { DraftCondition } from "../../../segments/draft.ts";
import { useNames } from "../../../segments/use-names.ts";
import { contentOf, type EditorDraft } from "../draft.ts";
import { useEditor } from "../editor-context.tsx";
import { connectionsQuery, controlGroupsQuery } from "../queries.ts";

const named = (condition: DraftCondition): boolean =>
  (condition.kind === "segment" && condition.segmentId !== "") ||
  (condition.kind === "audience" && condition.audienceId !== "");

/** All segments and audiences that a draft names, as one definition to ask the names of. */
function namedIn({ who: { audience, trigger, filter } }: EditorDraft): Definition {
  const own = audience?.kind === "new" ? audience.definition.groups : [];
  const ids = [
    audience?.kind === "saved" ? audience.segmentId : "",
    trigger?.kind === "enters" ? trigger.segmentId : "",
  ];
  const all: DraftCondition[] = [
    ...[...own, ...(filter?.groups ?? [])].flatMap((group) => group.conditions),
    ...ids.map((segmentId) => ({ kind: "segment" as const, segmentId })),
  ];
  return { match: "all", groups: [{ match: "all", conditions: all.filter(named) as Condition[] }] };
}

/** How what a campaign names is called: its segments, its account; and whether there is a system control group. */
export function useKnownNames(): {
  nameOf: (id: string) => string;
  account: string | null;
  /** The accounts of it that need attention. */
  troubled: string[];
  hasSystem: boolean;
} {
  const { draft, kit } = useEditor();
  const nameOf = useNames(namedIn(draft));
  const groups = useQuery(controlGroupsQuery());
  const partners = carriersOf(kit, contentOf(draft));
  const lists = useQueries({ queries: partners.map((partner) => connectionsQuery(partner)) });
  const names = lists.flatMap(({ data }) => data?.items ?? []);
  const chosen = partners.flatMap(
    (partner) => names.find(({ id }) => id === draft.what.connections[partner]) ?? [],
  );
  return {
    nameOf,
    account: chosen.length === 0 ? null : chosen.map(({ nickname }) => nickname).join(", "),
    troubled: chosen.flatMap(({ status, nickname }) => (status === "attention" ? nickname : [])),
    hasSystem: (groups.data?.items ?? []).some(({ kind }) => kind === "system"),
  };
}
