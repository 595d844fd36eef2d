import { ActionIcon, Alert, CopyButton, Group, Text, Tooltip } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconCopy, IconHourglass } from "@tabler/icons-react";
import type { CampaignView } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages as words } from "@/lib/messages/campaign-report.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import { BackLink } from "../../ui/back-link.tsx";
import { Link } from "../../ui/link.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { Time } from "../../ui/time.tsx";
import { ChannelMark } from "../channel-mark.tsx";
import { LabelLinks } from "../labels.tsx";
import { StatusChip } from "../status-chip.tsx";
import { documentHref } from "../words.ts";
import { CampaignActions } from "./campaign-actions.tsx";
import classes from "./report.module.css";

function CampaignNumber({ number }: { number: string | null }) {
  if (number === null) {
    return <Text span size="sm" c="dimmed">{`${campaignsMessages.noId}.`}</Text>;
  }
  return (
    <span className={classes.id}>
      {campaignsMessages.id} {number}
      <CopyButton value={number} timeout={1_500}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? words.copied : words.copyId}>
            <ActionIcon
              size="sm"
              variant="subtle"
              color={copied ? "green" : "gray"}
              aria-label={copied ? words.copied : words.copyId}
              onClick={copy}
            >
              {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </span>
  );
}

/** What stands in the way, in one line each. */
function Notices({ campaign }: { campaign: CampaignView }) {
  const { id, status, reason, waiting, requestedBy, rejectedBy, archivedAt, may } = campaign;
  return (
    <>
      {archivedAt && (
        <Alert color="gray" mb="md" p="xs">
          {words.archived}
        </Alert>
      )}
      {status === "APPROVAL_PENDING" && (
        <Alert color="yellow" mb="md" p="xs" icon={<IconHourglass size={18} />}>
          {words.approval(
            requestedBy ?? "Somebody",
            may.approve.allowed ? null : (may.approve.reason ?? null),
          )}{" "}
          {may.approve.allowed && <Link href={`${documentHref(id)}#overview`}>{words.toDecide}</Link>}
        </Alert>
      )}
      {status === "REJECTED" && (
        <Alert color="red" mb="md" p="xs" icon={<IconAlertTriangle size={18} />}>
          {words.rejected(rejectedBy, reason)}
        </Alert>
      )}
      {waiting && (
        <Alert color="yellow" mb="md" p="xs" icon={<IconHourglass size={18} />}>
          {words.waits} {waiting}
        </Alert>
      )}
      {(status === "COMPLETED" || status === "STOPPED") && reason && (
        <Alert color="gray" mb="md" p="xs">
          {reason}
        </Alert>
      )}
    </>
  );
}

/** What a campaign is called, how it stands, and what can be done with it. */
export function ReportHeader({ campaign }: { campaign: CampaignView }) {
  const { publishedAt, publishedBy, nextRunAt, endsAt, endedAt } = campaign;
  return (
    <>
      <PageHeader
        above={<BackLink href="/campaigns">{words.back}</BackLink>}
        title={
          <Group gap="sm" component="span">
            <span style={{ overflowWrap: "anywhere" }}>{campaign.name}</span>
            <StatusChip of={campaign} />
          </Group>
        }
        actions={<CampaignActions campaign={campaign} />}
      />
      <div className={classes.marks}>
        <ChannelMark channel={campaign.channel} />
        <span>{campaignsMessages.qualifications[campaign.qualification]}</span>
        <CampaignNumber number={campaign.number} />
        {publishedAt && (
          <span>
            {words.published} <Time at={publishedAt} /> {publishedBy && words.by(publishedBy)}
          </span>
        )}
        {nextRunAt && (
          <span>
            {campaignsMessages.columns.nextRun} <Time at={nextRunAt} />
          </span>
        )}
        {endedAt ? (
          <span>
            {words.ended} <Time at={endedAt} />
          </span>
        ) : (
          endsAt && (
            <span>
              {words.ends} <Time at={endsAt} />
            </span>
          )
        )}
        <Group gap={4}>
          <LabelLinks labels={campaign.labels} />
        </Group>
      </div>
      <Notices campaign={campaign} />
    </>
  );
}
