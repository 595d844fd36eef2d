"use client";

import { Button } from "@mantine/core";
import type { ComponentType, ReactNode } from "react";
import { DataTable, type DataTableProps } from "./data-table.tsx";
import { EmptyState } from "./empty-state.tsx";
import { ErrorState } from "./error-state.tsx";

type Icon = ComponentType<{ size?: number | string; stroke?: number | string }>;

type Props<Row> = Omit<DataTableProps<Row>, "empty"> & {
  /** the query that asks for the rows */
  list: { error: Error | null; data: unknown; refetch: () => unknown };
  /** nothing is there at all, rather than nothing that matches the filters */
  nothing: boolean;
  /** what the page is for, and where its rows come from */
  none: { icon: Icon; title: string; text: ReactNode; action: ReactNode };
  /** nothing matches: how to see everything again */
  noMatch: { icon: Icon; title: string; text?: ReactNode; reset: string; onReset: () => void };
};

/** The table of a list that is asked for: placeholders, a refusal with its retry, and both ways of being empty. */
export function ListTable<Row>({ list, nothing, none, noMatch, ...table }: Props<Row>) {
  if (list.error && !list.data) {
    return <ErrorState error={list.error} onRetry={() => list.refetch()} />;
  }
  return (
    <DataTable
      skeletonRows={10}
      {...table}
      empty={
        nothing ? (
          <EmptyState icon={none.icon} title={none.title} action={none.action}>
            {none.text}
          </EmptyState>
        ) : (
          <EmptyState
            icon={noMatch.icon}
            title={noMatch.title}
            action={
              <Button variant="default" onClick={noMatch.onReset}>
                {noMatch.reset}
              </Button>
            }
          >
            {noMatch.text}
          </EmptyState>
        )
      }
    />
  );
}
