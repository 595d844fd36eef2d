"use client";

import { Group, UnstyledButton } from "@mantine/core";
import { IconArrowDown, IconArrowUp } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import type { AudienceRow } from "@/lib/audiences/schema.ts";
import { Count } from "../ui/count.tsx";
import { Dash } from "../ui/dash.tsx";
import type { Column } from "../ui/data-table.tsx";
import { SparkBars } from "../ui/spark-bars.tsx";
import { Time } from "../ui/time.tsx";
import classes from "./audiences.module.css";
import type { ListState } from "./list-state.ts";
import { originFace } from "./origin-faces.ts";
import { UsedBy } from "./used-by.tsx";

function Origin({ id }: { id: string }) {
  const { icon: Icon, label } = originFace(id);
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      {label}
    </Group>
  );
}

/** A dash under its header; where a row is two lines without headers it would say nothing. */
function Nothing({ meaning }: { meaning: string }) {
  return (
    <span className={classes.underHeader}>
      <Dash meaning={meaning} />
    </span>
  );
}

function sortable(
  state: ListState,
  key: ListState["input"]["sort"],
  label: string,
): Pick<Column<AudienceRow>, "header" | "sorted"> {
  const active = state.input.sort === key;
  const descending = state.input.direction === "desc";
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  // Names are wanted from A on, everything else from the largest or newest on.
  const first = key === "name" ? "asc" : "desc";
  const next = active ? (descending ? "asc" : "desc") : first;
  return {
    sorted: active ? (descending ? "descending" : "ascending") : "none",
    header: (
      <UnstyledButton
        className={classes.sort}
        aria-label={`Sort by ${label.toLowerCase()}`}
        data-active={active || undefined}
        onClick={() => state.url.set({ sort: key, direction: next })}
      >
        {label}
        {active && <Arrow size={12} aria-hidden="true" />}
      </UnstyledButton>
    ),
  };
}

/** The columns of the list of audiences. */
export function audienceColumns(state: ListState): Column<AudienceRow>[] {
  return [
    {
      key: "name",
      ...sortable(state, "name", "Name"),
      narrow: "title",
      render: (row) => (
        <Link href={`/audiences/${row.id}`} className="plain" title={row.description || undefined}>
          <strong style={{ fontWeight: 500 }}>{row.name}</strong>
        </Link>
      ),
    },
    { key: "origin", header: "Source", render: (row) => <Origin id={row.origin} /> },
    {
      key: "size",
      ...sortable(state, "size", "Size"),
      align: "right",
      narrowWord: "users",
      render: (row) => (
        <Count value={row.size} href={`/audiences/${row.id}`} label={`users in ${row.name}`} />
      ),
    },
    {
      key: "trend",
      header: "14 days",
      narrow: "hide",
      width: 110,
      render: (row) => (
        <div className={classes.trend}>
          <SparkBars
            values={row.trend}
            label={`Size of ${row.name} over the last ${row.trend.length} days`}
          />
        </div>
      ),
    },
    {
      key: "changed",
      ...sortable(state, "changed", "Last change"),
      render: (row) =>
        row.changedAt ? <Time at={row.changedAt} relative /> : <Nothing meaning="nothing came in yet" />,
    },
    {
      key: "used",
      header: "Used by",
      render: (row) =>
        row.usedBy.length > 0 ? <UsedBy audience={row} /> : <Nothing meaning="nothing uses it" />,
    },
    { key: "by", header: "Created by", narrow: "hide", render: (row) => row.createdBy },
  ];
}
