import { ActionIcon, Button, Menu } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconCopy,
  IconDots,
  IconFileText,
  IconPencil,
  IconPlayerStop,
  IconTag,
} from "@tabler/icons-react";
import type { CampaignView } from "@/lib/campaigns/schema.ts";
import { campaignReportMessages } from "@/lib/messages/campaign-report.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import { Link } from "../../ui/link.tsx";
import { usePanel } from "../../use-panel.ts";
import { useVisitor } from "../../visitor.tsx";
import { StopModal } from "../stop-modal.tsx";
import { useCampaignVerbs } from "../use-campaign-verbs.ts";
import { documentHref } from "../words.ts";
import { RenameDrawer } from "./rename-drawer.tsx";

const words = campaignsMessages.actions;

/** What can be done with a campaign; those who only look may open its document. */
export function CampaignActions({ campaign }: { campaign: CampaignView }) {
  const mayWrite = useVisitor().can("campaigns.write");
  const stopping = usePanel<null>();
  const renaming = usePanel<null>();
  const verbs = useCampaignVerbs();
  const { may } = campaign;
  const editable = may.edit.allowed;
  const DocumentIcon = editable ? IconPencil : IconFileText;
  const archiveReason = may.archive.allowed ? null : (may.archive.reason ?? words.notNow);
  return (
    <>
      <Button
        component={Link}
        href={documentHref(campaign.id)}
        variant="default"
        leftSection={<DocumentIcon size={15} />}
      >
        {editable ? words.edit : words.open}
      </Button>
      {mayWrite && may.stop.allowed && (
        <Button
          variant="default"
          c="var(--mantine-color-error)"
          leftSection={<IconPlayerStop size={15} />}
          onClick={() => stopping.show(null)}
        >
          {words.stop}
        </Button>
      )}
      {mayWrite && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={words.more}>
              <IconDots size={16} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconTag size={15} />} onClick={() => renaming.show(null)}>
              {campaignReportMessages.rename.action}
            </Menu.Item>
            <Menu.Item
              leftSection={<IconCopy size={15} />}
              onClick={() => verbs.mutate({ campaign, verb: "duplicate" })}
            >
              {words.duplicate}
            </Menu.Item>
            {campaign.archivedAt === null ? (
              <Menu.Item
                leftSection={<IconArchive size={15} />}
                disabled={archiveReason !== null}
                title={archiveReason ?? undefined}
                onClick={() => verbs.mutate({ campaign, verb: "archive" })}
              >
                {words.archive}
              </Menu.Item>
            ) : (
              <Menu.Item
                leftSection={<IconArchiveOff size={15} />}
                onClick={() => verbs.mutate({ campaign, verb: "restore" })}
              >
                {words.restore}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {stopping.panel && (
        <StopModal campaign={campaign} opened={stopping.panel.opened} onClose={stopping.close} />
      )}
      {renaming.panel && (
        <RenameDrawer
          key={renaming.panel.seen}
          campaign={campaign}
          opened={renaming.panel.opened}
          onClose={renaming.close}
        />
      )}
    </>
  );
}
