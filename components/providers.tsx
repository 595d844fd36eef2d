"use client";

import { MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { Notifications } from "@mantine/notifications";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ApiError } from "./api.ts";
import classes from "./providers.module.css";
import { theme } from "./theme.ts";

/** Everything that every page stands in: looks, queries, toasts. */
export function Providers({ children, nonce }: { children: ReactNode; nonce?: string }) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: {
            staleTime: 5_000,
            // A refusal (4xx) will not change by asking again; a server that is away may come back.
            retry: (count, error) => count < 2 && !(error instanceof ApiError && error.problem.status < 500),
          },
        },
      }),
  );
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={nonce ? () => nonce : undefined}>
      <DatesProvider settings={{ firstDayOfWeek: 1, weekendDays: [] }}>
        <QueryClientProvider client={client}>
          <Notifications position="bottom-center" limit={4} className={classes.notes} />
          {children}
        </QueryClientProvider>
      </DatesProvider>
    </MantineProvider>
  );
}
