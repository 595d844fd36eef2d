import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { ListAudit } from "@/lib/access/audit-schema.ts";
import { accessOperations as operations } from "@/lib/access/operations.ts";
import { call } from "../api.ts";

export const membersQuery = queryOptions({
  queryKey: ["members"],
  queryFn: ({ signal }) => call(operations["members.list"], {}, { signal }),
});

export const invitationsQuery = queryOptions({
  queryKey: ["invitations"],
  queryFn: ({ signal }) => call(operations["invitations.list"], {}, { signal }),
});

export const apiKeysQuery = queryOptions({
  queryKey: ["api-keys"],
  queryFn: ({ signal }) => call(operations["apiKeys.list"], {}, { signal }),
});

export const sessionsQuery = queryOptions({
  queryKey: ["sessions"],
  queryFn: ({ signal }) => call(operations["sessions.list"], {}, { signal }),
});

export const auditFacetsQuery = queryOptions({
  queryKey: ["audit", "facets"],
  queryFn: ({ signal }) => call(operations["audit.facets"], {}, { signal }),
});

export const auditQuery = (filter: Omit<ListAudit, "cursor" | "limit">) =>
  infiniteQueryOptions({
    queryKey: ["audit", "list", filter],
    queryFn: ({ signal, pageParam }) =>
      call(operations["audit.list"], { ...filter, cursor: pageParam, limit: 50 }, { signal }),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
