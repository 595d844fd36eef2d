"use client";

import { UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { ExportRow } from "@/lib/exports/schema.ts";
import { dataTypeWords, frequencyWords } from "@/lib/messages/exports.ts";
import { isPartnerId, partnerKits } from "@/lib/partners/catalog.ts";
import { Count } from "../ui/count.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Monogram } from "../ui/monogram.tsx";
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

function countColumn(key: "accepted" | "rejected", header: string): Column<ExportRow> {
  return {
    key,
    header,
    align: "right",
    narrowWord: key,
    render: (row) => (
      <Count
        value={row[key]}
        href={exportHref(row.id, { run: "latest", rows: key })}
        label={`${key}, show them`}
      />
    ),
  };
}

/** How many rows of an export were accepted and rejected, each with a link to them. */
export const countColumns = {
  accepted: countColumn("accepted", "Accepted"),
  rejected: countColumn("rejected", "Rejected"),
};

/** The columns of the list, first the one that cannot be hidden. */
export function exportColumns(state: ListState): ExportColumn[] {
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
    {
      key: "type",
      name: "Type",
      header: "Type",
      render: (row) => (
        <span
          className={classes.words}
          title={row.eventNames.length > 0 ? row.eventNames.join(", ") : undefined}
        >
          {dataTypeWords(row.dataType, row.eventNames)}
        </span>
      ),
    },
    { key: "format", name: "Format", header: "Format", narrow: "hide", render: (row) => row.format },
    { key: "status", name: "Status", header: "Status", render: (row) => <ExportStatus of={row} /> },
    {
      key: "frequency",
      name: "Frequency",
      header: "Frequency",
      render: (row) => <span className={classes.words}>{frequencyWords(row.frequency, row.everyHours)}</span>,
    },
    {
      key: "exportedOn",
      name: "Exported on",
      ...sortable(state, "exportedOn", "Exported on"),
      narrow: "hide",
      render: (row) => <ShortTime at={row.exportedOn} precision="day" />,
    },
    {
      key: "lastRun",
      name: "Last run",
      ...sortable(state, "lastRun", "Last run"),
      narrow: "hide",
      render: (row) => <ShortTime at={row.lastRunAt} precision="mail" missing="has not run yet" />,
    },
    {
      key: "nextRun",
      name: "Next run",
      ...sortable(state, "nextRun", "Next run"),
      narrow: "hide",
      render: (row) => (
        <ShortTime
          at={row.nextRunAt ?? (row.status === "PENDING" && !row.lastRunAt ? row.startAt : null)}
          precision="mail"
          missing="no further run"
        />
      ),
    },
    { ...countColumns.accepted, name: "Accepted", ...sortable(state, "accepted", "Accepted") },
    { ...countColumns.rejected, name: "Rejected", ...sortable(state, "rejected", "Rejected") },
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
