import { IconEye, IconPencil, IconPlayerStop } from "@tabler/icons-react";
import type { ExportRow } from "@/lib/exports/schema.ts";
import type { RowAction } from "../ui/data-table.tsx";
import { exportHref } from "./export-columns.tsx";

/** View, Edit, Stop; those who may not change anything only see View. */
export function rowActions(
  row: ExportRow,
  handlers: { canWrite: boolean; edit: (row: ExportRow) => void; stop: (row: ExportRow) => void },
): RowAction[] {
  const view: RowAction = { label: "View", icon: IconEye, href: exportHref(row.id), quick: true };
  if (!handlers.canWrite) {
    return [view];
  }
  const why = (may: ExportRow["may"]["edit"]): string | null =>
    may.allowed ? null : (may.reason ?? "Not possible in this state.");
  return [
    view,
    {
      label: "Edit",
      icon: IconPencil,
      quick: true,
      disabledReason: why(row.may.edit),
      onClick: () => handlers.edit(row),
    },
    {
      label: "Stop",
      icon: IconPlayerStop,
      danger: true,
      quick: true,
      disabledReason: why(row.may.stop),
      onClick: () => handlers.stop(row),
    },
  ];
}
