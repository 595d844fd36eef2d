import { Button, Skeleton } from "@mantine/core";
import { hashKey, type UseQueryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from "react";
import { ApiError } from "../api.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Link } from "../ui/link.tsx";

/** What was edited since the browser loaded Junction: a page that is gone back to still has the state it first came with. */
const opened = new Set<string>();

/** The page on which one thing is edited: read once, or why there is nothing to edit. */
export function EditedPage<View>({
  query,
  initial,
  missing,
  children,
}: {
  query: Pick<UseQueryOptions<View>, "queryKey" | "queryFn">;
  initial?: View;
  missing: Pick<ComponentProps<typeof EmptyState>, "icon" | "title"> & {
    text: string;
    open: string;
    href: string;
  };
  children: (view: View) => ReactNode;
}) {
  const client = useQueryClient();
  const key = hashKey(query.queryKey);
  const [isFresh] = useState(
    () => initial !== undefined && !opened.has(key) && client.getQueryData(query.queryKey) === undefined,
  );
  useEffect(() => {
    opened.add(key);
  }, [key]);
  const asked = useQuery<View>({
    ...query,
    initialData: isFresh ? initial : undefined,
    refetchOnMount: isFresh ? false : "always",
    // What is edited must not change under the hands of who edits it; whoever comes back sees what is kept then.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
  // Once it is shown it stays, also when a later reading fails.
  const isShown = useRef(isFresh);
  isShown.current ||= asked.isSuccess && asked.isFetchedAfterMount;
  const code = asked.error instanceof ApiError ? asked.error.problem.code : null;
  if (code === "not_found" || (code === "invalid" && !asked.data)) {
    return (
      <EmptyState
        icon={missing.icon}
        title={missing.title}
        action={
          <Button component={Link} href={missing.href}>
            {missing.open}
          </Button>
        }
      >
        {missing.text}
      </EmptyState>
    );
  }
  if (!asked.data || !isShown.current) {
    return asked.error ? (
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    ) : (
      <Skeleton height={480} />
    );
  }
  return children(asked.data);
}
