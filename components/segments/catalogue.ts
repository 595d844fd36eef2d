import { useQuery } from "@tanstack/react-query";
import { eventsOperations } from "@/lib/events/operations.ts";
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

/** Properties that events of a name were seen with. */
export function useEventProperties(ref: Ref | undefined): KnownProperty[] {
  const name = ref?.name ?? "";
  const definition = useQuery({
    ...operationQuery(eventsOperations["events.definition"], { type: ref?.type ?? "track", name }),
    enabled: name !== "",
    staleTime: PATIENCE_MS,
    retry: false,
  });
  return (definition.data?.properties ?? []).map(({ property, types }) => ({
    name: property,
    type: mainType(types),
  }));
}

/** Properties of people, as identify calls brought them. */
export function usePersonProperties(): KnownProperty[] {
  const definition = useQuery({
    ...operationQuery(eventsOperations["events.definition"], { type: "identify", name: "identify" }),
    staleTime: PATIENCE_MS,
    retry: false,
  });
  return (definition.data?.properties ?? []).map(({ property, types }) => ({
    name: property,
    type: mainType(types),
  }));
}
