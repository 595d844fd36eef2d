import { useQuery } from "@tanstack/react-query";
import type { DocumentedOperation, OpenApiDocument } from "@/lib/api/openapi.ts";

export const DOCUMENT_PATH = "/api/v1/openapi.json";

export type Place = { path: string; method: string; operation: DocumentedOperation };
export type Group = { tag: string; places: Place[] };

/** The API's own document, as programs read it. */
export function useDocument() {
  return useQuery({
    queryKey: [DOCUMENT_PATH],
    queryFn: async ({ signal }): Promise<OpenApiDocument> => {
      const response = await fetch(DOCUMENT_PATH, { signal });
      if (!response.ok) {
        throw new Error(`The document answered ${response.status}.`);
      }
      return response.json();
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Operations that match the search, by tag. */
export function groupsOf(document: OpenApiDocument, search: string): Group[] {
  const wanted = search.trim().toLowerCase();
  const places = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const found = places.filter(({ path, method, operation }) =>
    `${method} ${path} ${operation.summary} ${operation.operationId}`.toLowerCase().includes(wanted),
  );
  return document.tags
    .map(({ name }) => ({ tag: name, places: found.filter((place) => place.operation.tags.includes(name)) }))
    .filter((group) => group.places.length > 0);
}
