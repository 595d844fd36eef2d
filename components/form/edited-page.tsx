import { Button, Skeleton } from "@mantine/core";
import { type UseQueryOptions, useQuery } from "@tanstack/react-query";
import type { ComponentProps, ReactNode } from "react";
import { ApiError } from "../api.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Link } from "../ui/link.tsx";

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
  const asked = useQuery<View>({
    ...query,
    initialData: initial,
    // What is edited must not change under the hands of who edits it; whoever comes back sees what is kept then.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    retry: false,
  });
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
  if (!asked.data) {
    return asked.error ? (
      <ErrorState error={asked.error} onRetry={() => asked.refetch()} />
    ) : (
      <Skeleton height={480} />
    );
  }
  return children(asked.data);
}
