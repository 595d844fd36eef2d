"use client";

import { IconAlertTriangle, IconCheck, IconSend } from "@tabler/icons-react";
import { Link } from "@/components/ui/link.tsx";
import { exportOperations } from "@/lib/exports/operations.ts";
import type { SentItem } from "@/lib/exports/schema.ts";
import { peopleMessages } from "@/lib/messages/people.ts";
import { call } from "../api.ts";
import { exportHref, PartnerMark } from "../exports/export-columns.tsx";
import { operationKey } from "../operation-query.ts";
import { Chip } from "../ui/chip.tsx";
import type { Column } from "../ui/data-table.tsx";
import { Time } from "../ui/time.tsx";
import { PagedList } from "./paged-list.tsx";
import classes from "./people.module.css";

const words = peopleMessages.sent;

function Outcome({ item }: { item: SentItem }) {
  if (item.verdict === "accepted") {
    return (
      <Chip tone="green" icon={IconCheck} tooltip={words.acceptedHelp(item.partnerName)}>
        {words.accepted}
      </Chip>
    );
  }
  return (
    <>
      <Chip tone="red" icon={IconAlertTriangle}>
        {words.rejected}
      </Chip>
      <span className={classes.why}>
        {item.reason}{" "}
        {item.retriedIn && (
          <Link href={exportHref(item.exportId, { run: item.retriedIn })}>{words.retried}</Link>
        )}
      </span>
    </>
  );
}

const columns: Column<SentItem>[] = [
  {
    key: "record",
    header: "Record",
    narrow: "title",
    render: (item) => (
      <>
        {item.eventName ?? words.profile}
        {item.eventAt && (
          <span className={classes.why}>
            <Time at={item.eventAt} precision="second" />
          </span>
        )}
      </>
    ),
  },
  {
    key: "to",
    header: "Sent to",
    render: (item) => (
      <span className={classes.sentTo}>
        <PartnerMark partner={item.partner} size={20} />
        <Link
          href={exportHref(item.exportId, { run: item.runId, rows: item.verdict })}
          title={`${item.partnerName}: ${item.nickname}`}
        >
          {item.nickname}
        </Link>
        <span className={classes.run}>run {item.runNumber}</span>
      </span>
    ),
  },
  { key: "outcome", header: "Outcome", render: (item) => <Outcome item={item} /> },
  { key: "at", header: "When", render: (item) => <Time at={item.at} precision="second" /> },
];

/** What exports sent of a person, where to, when, and what became of it. */
export function SentList({ personId }: { personId: string }) {
  const operation = exportOperations["exports.sentOfPerson"];
  return (
    <PagedList
      queryKey={[...operationKey(operation), personId]}
      read={(cursor, signal) => call(operation, { id: personId, cursor, limit: 50 }, { signal })}
      columns={columns}
      rowKey={(item) => item.id}
      icon={IconSend}
      words={{ title: peopleMessages.tabs.sent, ...words }}
      everyMs={false}
    />
  );
}
