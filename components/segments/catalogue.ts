import { useQuery } from "@tanstack/react-query";
import { eventsOperations } from "@/lib/events/operations.ts";
import type { CallType } from "@/lib/events/schema.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { writePath } from "@/lib/segments/path-text.ts";
import type { PersonFieldKey } from "@/lib/segments/person-fields.ts";
import { operationQuery } from "../operation-query.ts";
import type { DraftOf } from "./draft.ts";

type Ref = DraftOf<"did">["events"][number];
export type KnownProperty = { name: string; type: string | undefined };

const PATIENCE_MS = 60_000;

/** The JSON type that a property mostly has. */
function mainType(types: Record<string, number>): string | undefined {
  return Object.entries(types)
    .filter(([type]) => type !== "null")
    .sort(([, a], [, b]) => b - a)[0]?.[0];
}

function useProperties(type: CallType, name: string): KnownProperty[] {
  const definition = useQuery({
    ...operationQuery(eventsOperations["events.definition"], { type, name }),
    enabled: name !== "",
    staleTime: PATIENCE_MS,
    retry: false,
  });
  return (definition.data?.properties ?? []).map(({ property, types }) => ({
    name: property,
    type: mainType(types),
  }));
}

/** Properties that events of a name were seen with. */
export const useEventProperties = (ref: Ref | undefined): KnownProperty[] =>
  useProperties(ref?.type ?? "track", ref?.name ?? "");

/** Properties of people, as identify calls brought them. */
export const usePersonProperties = (): KnownProperty[] => useProperties("identify", "identify");

/** Where a value is looked for: a property of events of a name, or, without one, of people; or what is known of people. */
export type KnownSource = { event?: Ref; path: readonly string[] } | { field: PersonFieldKey };

/** Texts that were lately seen there, most frequent first. */
export function useKnownValues(source: KnownSource | undefined): string[] {
  const property = source && "path" in source ? source : undefined;
  const field = source && "field" in source ? source.field : undefined;
  const path = property ? writePath(property.path) : "";
  const name = property?.event?.name;
  const values = useQuery({
    ...operationQuery(
      segmentOperations["segments.values"],
      field ? { field } : { path, ...(name && { type: property?.event?.type, event: name }) },
    ),
    enabled: (field !== undefined || path !== "") && name !== null,
    staleTime: PATIENCE_MS,
    retry: false,
  });
  return (values.data?.items ?? []).map(({ value }) => value);
}
