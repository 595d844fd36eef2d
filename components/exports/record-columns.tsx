"use client";

import { ActionIcon, Checkbox } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import type { RecordView } from "@/lib/exports/schema.ts";
import { Dash } from "../ui/dash.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Time } from "../ui/time.tsx";
import { exportHref } from "./export-columns.tsx";
import classes from "./export-page.module.css";

export type RecordTable = {
  exportId: string;
  verdict: RecordView["verdict"];
  /** rows chosen for a retry; null where nothing can be retried */
  chosen: Set<string> | null;
  choose: (ids: string[], on: boolean) => void;
  selectable: RecordView[];
  opened: Set<string>;
  toggle: (id: string) => void;
};

const nameOf = (record: RecordView): string => record.eventName ?? record.messageId ?? "record";

function checkboxColumn(table: RecordTable, chosen: Set<string>): Column<RecordView> {
  const all = table.selectable.length > 0 && table.selectable.every((record) => chosen.has(record.id));
  const some = table.selectable.some((record) => chosen.has(record.id));
  return {
    key: "choose",
    width: 34,
    header: (
      <Checkbox
        size="xs"
        aria-label="Choose all rows shown"
        checked={all}
        indeterminate={some && !all}
        disabled={table.selectable.length === 0}
        onChange={(event) =>
          table.choose(
            table.selectable.map((record) => record.id),
            event.currentTarget.checked,
          )
        }
      />
    ),
    render: (record) => (
      <Checkbox
        size="xs"
        aria-label={`Choose ${nameOf(record)}, ${record.reason ?? ""}`}
        checked={chosen.has(record.id)}
        disabled={record.retriedIn !== null}
        onChange={(event) => table.choose([record.id], event.currentTarget.checked)}
      />
    ),
  };
}

function Person({ record }: { record: RecordView }) {
  const { personId, identifier } = record;
  if (!personId) {
    return identifier ? <span>{identifier}</span> : <Dash meaning="nobody" />;
  }
  return (
    <Link href={`/people/${personId}`} className={classes.who} title={identifier ?? personId}>
      {identifier ?? `…${personId.slice(-8)}`}
    </Link>
  );
}

/** When the partner answered and, before it, when the event happened. */
function timeColumns(verdict: RecordView["verdict"]): Column<RecordView>[] {
  const happened: Column<RecordView> = {
    key: "happened",
    header: "Event time",
    narrow: verdict === "waiting" ? "line" : "hide",
    render: (record) => <Time at={record.eventAt} precision="second" />,
  };
  const sent: Column<RecordView> = {
    key: "sent",
    header: verdict === "rejected" ? "Rejected" : "Accepted",
    render: (record) => <Time at={record.at} precision="second" />,
  };
  return verdict === "waiting" ? [happened] : [happened, sent];
}

/** Columns of a run's records: who, what, why, when, and what opens the exact exchange. */
export function recordColumns(table: RecordTable): Column<RecordView>[] {
  const rejected = table.verdict === "rejected";
  return [
    ...(rejected && table.chosen ? [checkboxColumn(table, table.chosen)] : []),
    {
      key: "event",
      header: "Event",
      narrow: table.chosen ? "line" : "title",
      render: (record) => record.eventName ?? "Profile",
    },
    { key: "person", header: "Person", render: (record) => <Person record={record} /> },
    rejected
      ? {
          key: "reason",
          header: "Reason",
          render: (record) => (
            <span className={classes.reason}>
              {record.reason ?? <Dash meaning="no reason given" />}
              {record.retriedIn && (
                <>
                  {" "}
                  <Link className="numbers" href={exportHref(table.exportId, { run: record.retriedIn })}>
                    Sent again
                  </Link>
                </>
              )}
            </span>
          ),
        }
      : {
          key: "message",
          header: "Message ID",
          narrow: "hide",
          render: (record) => (
            <code className={classes.id} title={record.messageId ?? undefined}>
              {record.messageId ?? <Dash />}
            </code>
          ),
        },
    ...timeColumns(table.verdict),
    {
      key: "open",
      header: <span className="visually-hidden">Exchange</span>,
      align: "right",
      width: 40,
      render: (record) => {
        const open = table.opened.has(record.id);
        const Chevron = open ? IconChevronDown : IconChevronRight;
        return (
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-expanded={open}
            aria-label={`What was sent and answered for ${nameOf(record)}`}
            onClick={() => table.toggle(record.id)}
          >
            <Chevron size={15} />
          </ActionIcon>
        );
      },
    },
  ];
}
