"use client";

import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Link } from "@/components/ui/link.tsx";
import type { ExportRow } from "@/lib/exports/schema.ts";
import { dataTypeWords, frequencyWords, paceWords } from "@/lib/messages/exports.ts";
import { isPartnerId, partnerKits } from "@/lib/partners/catalog.ts";
import type { Column } from "../ui/data-table.tsx";
import { Monogram } from "../ui/monogram.tsx";
import { verdictColumn, wordsColumn } from "./column-parts.tsx";
import { ExportStatus } from "./export-status.tsx";
import classes from "./exports.module.css";
import type { ListState } from "./list-state.ts";
import { ShortTime } from "./short-time.tsx";

export function exportHref(id: string, parameters: Record<string, string> = {}): string {
  const query = new URLSearchParams(parameters).toString();
  return `/settings/exports/${id}${query ? `?${query}` : ""}`;
}

/** "Shop prod, Engagement events": what tells one row from another. */
export function exportName(row: Pick<ExportRow, "nickname" | "dataType" | "eventNames">): string {
  return `${row.nickname}, ${dataTypeWords(row.dataType, row.eventNames)}`;
}

/** "every 4 h"; of what streams also how fast: in a line of its own it would come and go, and move the rows below. */
function oftenWords({ frequency, everyHours, status, ratePerS }: ExportRow): string {
  const pace = frequency === "live" && status === "RUNNING" ? paceWords(ratePerS, null) : null;
  return [frequencyWords(frequency, everyHours), ...(pace ? [pace] : [])].join(", ");
}

export function PartnerMark({ partner, size }: { partner: string; size?: number }) {
  const kit = isPartnerId(partner) ? partnerKits[partner] : null;
  return <Monogram letters={kit?.monogram ?? "?"} color={kit?.color ?? "#6b7380"} size={size} />;
}

export type ExportColumn = Column<ExportRow> & { name: string };

type SortKey = ListState["sort"];

function sortable(
  state: ListState,
  key: SortKey,
  label: string,
): { header: ReactNode; sorted: Column<ExportRow>["sorted"] } {
  const active = state.sort === key;
  const descending = state.direction === "desc";
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return {
    sorted: active ? (descending ? "descending" : "ascending") : "none",
    header: (
      <UnstyledButton
        className={classes.sort}
        aria-label={`Sort by ${label.toLowerCase()}`}
        data-active={active || undefined}
        onClick={() => state.url.set({ sort: key, direction: active && descending ? "asc" : "desc" })}
      >
        {label}
        {active && <Arrow size={12} aria-hidden="true" />}
      </UnstyledButton>
    ),
  };
}

/** The name stands in the choice of columns; where the header is text, it is that. */
function named(column: Column<ExportRow> & { header: ReactNode }): ExportColumn {
  return { ...column, name: String(column.header) };
}

const rows = {
  href: (row: ExportRow, verdict: "accepted" | "rejected") =>
    exportHref(row.id, { run: "latest", rows: verdict }),
};

/** How many rows of an export were accepted and rejected, each with a link to them. */
export const countColumns = {
  accepted: verdictColumn("accepted", rows),
  rejected: verdictColumn("rejected", rows),
};

/** The columns of the list, first the one that cannot be hidden. */
export function exportColumns(state: ListState): ExportColumn[] {
  const timeColumn = (key: SortKey, name: string, render: ExportColumn["render"]): ExportColumn => ({
    key,
    name,
    ...sortable(state, key, name),
    narrow: "hide",
    render,
  });
  return [
    {
      key: "partner",
      name: "Partner",
      header: "Partner",
      narrow: "title",
      render: (row) => (
        <Link
          href={exportHref(row.id)}
          className={classes.partner}
          title={`${row.partnerName}: ${row.nickname}`}
        >
          <PartnerMark partner={row.partner} />
          <span className={classes.name}>{row.nickname}</span>
        </Link>
      ),
    },
    named(
      wordsColumn(
        "type",
        "Type",
        (row) => dataTypeWords(row.dataType, row.eventNames),
        (row) => (row.eventNames.length > 0 ? row.eventNames.join(", ") : undefined),
      ),
    ),
    { key: "format", name: "Format", header: "Format", narrow: "hide", render: (row) => row.format },
    { key: "status", name: "Status", header: "Status", render: (row) => <ExportStatus of={row} /> },
    named(wordsColumn("frequency", "Frequency", oftenWords)),
    timeColumn("exportedOn", "Exported on", (row) => <ShortTime at={row.exportedOn} precision="day" />),
    timeColumn("lastRun", "Last run", (row) => (
      <ShortTime at={row.lastRunAt} precision="mail" missing="has not run yet" />
    )),
    timeColumn("nextRun", "Next run", (row) => (
      <ShortTime
        at={row.nextRunAt ?? (row.status === "PENDING" && !row.lastRunAt ? row.startAt : null)}
        precision="mail"
        missing="no further run"
      />
    )),
    { ...named(countColumns.accepted), ...sortable(state, "accepted", "Accepted") },
    { ...named(countColumns.rejected), ...sortable(state, "rejected", "Rejected") },
    {
      key: "createdBy",
      name: "Created by",
      header: "Created by",
      narrow: "hide",
      render: (row) => (
        <span className={classes.person} title={row.createdBy}>
          {row.createdBy}
        </span>
      ),
    },
  ];
}
