"use client";

import { IconSpeakerphone } from "@tabler/icons-react";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { PersonMessage } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { call } from "../api.ts";
import { ChannelMark } from "../campaigns/channel-mark.tsx";
import { OutcomeWhen, Reactions } from "../campaigns/report/outcome-cells.tsx";
import { OutcomeChip } from "../campaigns/report/outcome-chip.tsx";
import classes from "../campaigns/report/report.module.css";
import { operationKey } from "../operation-query.ts";
import type { Column } from "../ui/data-table.tsx";
import { Link } from "../ui/link.tsx";
import { PagedList } from "./paged-list.tsx";

const { person: words, recipients } = campaignReportMessages;

const columns: Column<PersonMessage>[] = [
  {
    key: "campaign",
    header: words.campaign,
    narrow: "title",
    render: (row) => <Link href={`/campaigns/${row.campaignId}?run=${row.runId}`}>{row.campaign}</Link>,
  },
  { key: "channel", header: words.channel, render: (row) => <ChannelMark channel={row.channel} /> },
  {
    key: "outcome",
    header: recipients.outcome,
    render: (row) => <OutcomeChip status={row.status} label={row.label} />,
  },
  {
    key: "why",
    header: recipients.why,
    render: (row) => <span className={classes.why}>{row.reason ?? row.why}</span>,
  },
  { key: "when", header: recipients.when, render: (row) => <OutcomeWhen row={row} /> },
  { key: "then", header: recipients.reaction, render: (row) => <Reactions row={row} /> },
];

/** What became of every message that campaigns had for a person, and why. */
export function CampaignList({ personId }: { personId: string }) {
  const operation = campaignOperations["campaigns.ofPerson"];
  return (
    <PagedList
      queryKey={[...operationKey(operation), personId]}
      read={(cursor, signal) => call(operation, { id: personId, cursor, limit: 20 }, { signal })}
      columns={columns}
      rowKey={(row) => `${row.messageId} ${row.status}`}
      icon={IconSpeakerphone}
      words={words}
    />
  );
}
