"use client";

import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import type { RowAction } from "../ui/data-table.tsx";

/** Taking back what a row of a list stands for: the row's action, and the question before it is done. */
export function useRevoke<Row>({
  label,
  icon,
  over,
  revoke,
  listKey,
  title,
  text,
}: {
  label: string;
  icon: RowAction["icon"];
  /** why a row cannot be taken back any more */
  over: (row: Row) => string | null;
  revoke: (row: Row) => Promise<unknown>;
  /** the list that is asked again afterwards */
  listKey: QueryKey;
  title: (row: Row | null) => string;
  text: (row: Row | null) => string;
}): { actions: (row: Row) => RowAction[]; question: ReactNode } {
  const client = useQueryClient();
  const [row, setRow] = useState<Row | null>(null);
  return {
    actions: (each) => [
      {
        label,
        icon,
        danger: true,
        quick: true,
        disabledReason: over(each),
        onClick: () => setRow(each),
      },
    ],
    question: (
      <ConfirmModal
        opened={row !== null}
        onClose={() => setRow(null)}
        title={title(row)}
        confirmLabel={label}
        danger
        onConfirm={async () => {
          if (row !== null) {
            await revoke(row);
            await client.invalidateQueries({ queryKey: listKey });
          }
        }}
      >
        {text(row)}
      </ConfirmModal>
    ),
  };
}
