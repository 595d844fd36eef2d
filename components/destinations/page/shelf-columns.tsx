import { Checkbox, Text, UnstyledButton } from "@mantine/core";
import type { ShelfEntry } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { Dash } from "../../ui/dash.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Link } from "../../ui/link.tsx";
import { Time } from "../../ui/time.tsx";
import classes from "./pipeline.module.css";

const words = destinationPageText.shelf;

export const shelfName = ({ eventName }: ShelfEntry): string => eventName ?? "identify";

export type ShelfTable = {
  entries: ShelfEntry[];
  /** null: nothing can be chosen */
  chosen: ReadonlySet<string> | null;
  choose: (ids: string[], on: boolean) => void;
  onCall: (callId: string) => void;
};

function checkboxColumn({ entries, choose }: ShelfTable, chosen: ReadonlySet<string>): Column<ShelfEntry> {
  const all = entries.length > 0 && entries.every(({ id }) => chosen.has(id));
  return {
    key: "choose",
    width: 40,
    narrow: "title",
    header: (
      <Checkbox
        size="xs"
        aria-label={words.chooseAll}
        checked={all}
        indeterminate={!all && entries.some(({ id }) => chosen.has(id))}
        onChange={() =>
          choose(
            entries.map(({ id }) => id),
            !all,
          )
        }
      />
    ),
    render: (entry) => (
      <Checkbox
        size="xs"
        aria-label={words.choose(`${shelfName(entry)}, ${entry.reason}`)}
        checked={chosen.has(entry.id)}
        onChange={(event) => choose([entry.id], event.currentTarget.checked)}
      />
    ),
  };
}

function Reason({ entry }: { entry: ShelfEntry }) {
  const state =
    entry.state === "discarded"
      ? words.discardedBy(entry.discardedBy ?? "–")
      : entry.state === "retried"
        ? words.retriedIn
        : null;
  return (
    <span className={classes.why}>
      {entry.reason}
      {state && (
        <Text span size="xs" c="dimmed" display="block">
          {state}
        </Text>
      )}
    </span>
  );
}

/** Columns of refused calls: what, who, why, when; the name opens the call in three panes. */
export function shelfColumns(table: ShelfTable): Column<ShelfEntry>[] {
  return [
    ...(table.chosen ? [checkboxColumn(table, table.chosen)] : []),
    {
      key: "name",
      header: "Call",
      narrow: table.chosen ? "line" : "title",
      render: (entry) => {
        const { callId } = entry;
        return callId ? (
          <UnstyledButton
            className={classes.open}
            aria-label={destinationPageText.pipeline.look(shelfName(entry))}
            onClick={() => table.onCall(callId)}
          >
            {shelfName(entry)}
          </UnstyledButton>
        ) : (
          shelfName(entry)
        );
      },
    },
    {
      key: "who",
      header: "Person",
      render: ({ personId, who }) =>
        personId ? (
          <Link href={`/people/${personId}`} className={classes.who}>
            {who ?? `…${personId.slice(-8)}`}
          </Link>
        ) : (
          <Dash meaning="nobody" />
        ),
    },
    { key: "reason", header: "Reason", render: (entry) => <Reason entry={entry} /> },
    { key: "at", header: "Refused", render: ({ at }) => <Time at={at} precision="second" /> },
  ];
}
