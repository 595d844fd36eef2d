"use client";

import { ErrorState } from "@/components/ui/error-state.tsx";

/** A screen that failed while it was drawn; the error is in the server's log under its digest. */
export default function ConsoleError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return <ErrorState error={error} onRetry={reset} />;
}
