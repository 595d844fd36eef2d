import { useQueries } from "@tanstack/react-query";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { Definition } from "@/lib/segments/definition.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { operationQuery } from "../operation-query.ts";

const PATIENCE_MS = 60_000;

/** How the segments and audiences that a definition asks for are called, by their ids. */
export function useNames(definition: Definition | null): (id: string) => string {
  const conditions = definition?.groups.flatMap((group) => group.conditions) ?? [];
  const segments = [
    ...new Set(conditions.flatMap((each) => (each.kind === "segment" ? [each.segmentId] : []))),
  ];
  const audiences = [
    ...new Set(conditions.flatMap((each) => (each.kind === "audience" ? [each.audienceId] : []))),
  ];
  const patience = { staleTime: PATIENCE_MS, retry: false };
  const ofSegments = useQueries({
    queries: segments.map((id) => ({
      ...operationQuery(segmentOperations["segments.get"], { id }),
      ...patience,
    })),
  });
  const ofAudiences = useQueries({
    queries: audiences.map((id) => ({
      ...operationQuery(audienceOperations["audiences.get"], { id }),
      ...patience,
    })),
  });
  const names = new Map([
    ...segments.map((id, place) => [id, ofSegments[place]?.data?.name] as const),
    ...audiences.map((id, place) => [id, ofAudiences[place]?.data?.name] as const),
  ]);
  return (id) => names.get(id) ?? `…${id.slice(-8)}`;
}
