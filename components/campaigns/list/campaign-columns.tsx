import type { CampaignRow } from "@/lib/campaigns/schema.ts";
import { campaignsMessages as words } from "@/lib/messages/campaigns.ts";
import { ShortTime } from "../../exports/short-time.tsx";
import { Count } from "../../ui/count.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { Link } from "../../ui/link.tsx";
import classes from "../campaigns.module.css";
import { ChannelMark } from "../channel-mark.tsx";
import { LabelLinks } from "../labels.tsx";
import { StatusChip } from "../status-chip.tsx";
import { campaignHref, plainReason, reportHref } from "../words.ts";

export type CampaignColumn = Column<CampaignRow> & { name: string };

const countColumn = (key: "sent" | "failed"): CampaignColumn => ({
  key,
  name: words.columns[key],
  header: words.columns[key],
  align: "right",
  narrowWord: words.columns[key].toLowerCase(),
  render: (row) => (
    <Count
      value={row[key]}
      href={reportHref(row.id, { tab: "people", status: key })}
      label={words.counts[key](row.name)}
    />
  ),
});

function Name({ row }: { row: CampaignRow }) {
  return (
    <>
      <Link href={campaignHref(row)} className={`plain ${classes.name}`} title={row.name}>
        {row.name}
      </Link>
      {(row.number !== null || row.labels.length > 0) && (
        <span className={classes.under}>
          {row.number !== null && <span title={words.id}>{row.number}</span>}
          <LabelLinks labels={row.labels} />
        </span>
      )}
    </>
  );
}

function Status({ row }: { row: CampaignRow }) {
  const why = plainReason(row);
  return (
    <>
      <StatusChip of={row} />
      {why && <span className={classes.why}>{why}</span>}
    </>
  );
}

/** The columns of the list, first the one that cannot be hidden. */
export const campaignColumns: CampaignColumn[] = [
  {
    key: "name",
    name: words.columns.name,
    header: words.columns.name,
    narrow: "title",
    render: (row) => <Name row={row} />,
  },
  {
    key: "channel",
    name: words.columns.channel,
    header: words.columns.channel,
    render: (row) => <ChannelMark channel={row.channel} />,
  },
  {
    key: "status",
    name: words.columns.status,
    header: words.columns.status,
    render: (row) => <Status row={row} />,
  },
  {
    key: "qualification",
    name: words.columns.qualification,
    header: words.columns.qualification,
    narrow: "hide",
    render: (row) => <span style={{ whiteSpace: "nowrap" }}>{words.qualifications[row.qualification]}</span>,
  },
  {
    key: "nextRun",
    name: words.columns.nextRun,
    header: words.columns.nextRun,
    narrow: "hide",
    render: (row) => <ShortTime at={row.nextRunAt} missing={words.noNextRun} />,
  },
  {
    key: "lastRun",
    name: words.columns.lastRun,
    header: words.columns.lastRun,
    narrow: "hide",
    render: (row) => <ShortTime at={row.lastRunAt} missing={words.noLastRun} />,
  },
  countColumn("sent"),
  countColumn("failed"),
  {
    key: "created",
    name: words.columns.created,
    header: words.columns.created,
    narrow: "hide",
    render: (row) => (
      <>
        <span className={classes.person} title={row.createdBy}>
          {row.createdBy}
        </span>
        <span className={classes.under}>
          <ShortTime at={row.createdAt} />
        </span>
      </>
    ),
  },
];
