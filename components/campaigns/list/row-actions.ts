import {
  IconArchive,
  IconArchiveOff,
  IconChartBar,
  IconCopy,
  IconFileText,
  IconPencil,
  IconPlayerStop,
} from "@tabler/icons-react";
import type { CampaignRow } from "@/lib/campaigns/schema.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import type { RowAction } from "../../ui/data-table.tsx";
import { documentHref, isActive, isEditable, reportHref } from "../words.ts";

const words = campaignsMessages.actions;

type Handlers = {
  mayWrite: boolean;
  stop: (row: CampaignRow) => void;
  change: (row: CampaignRow, verb: "duplicate" | "archive" | "restore") => void;
};

/** What can be done with a campaign of the list; those who may change nothing only look. */
export function rowActions(row: CampaignRow, { mayWrite, stop, change }: Handlers): RowAction[] {
  const editable = isEditable(row) && mayWrite && row.archivedAt === null;
  const looking: RowAction[] = [
    { label: words.report, icon: IconChartBar, href: reportHref(row.id), quick: true },
    {
      label: editable ? words.edit : words.open,
      icon: editable ? IconPencil : IconFileText,
      href: documentHref(row.id),
      quick: true,
    },
  ];
  if (!mayWrite) {
    return looking;
  }
  return [
    ...looking,
    { label: words.duplicate, icon: IconCopy, onClick: () => change(row, "duplicate") },
    {
      label: words.stop,
      icon: IconPlayerStop,
      danger: true,
      quick: true,
      disabledReason: isActive(row) ? null : words.cannotStop,
      onClick: () => stop(row),
    },
    row.archivedAt === null
      ? {
          label: words.archive,
          icon: IconArchive,
          disabledReason: isActive(row) ? words.cannotArchive : null,
          onClick: () => change(row, "archive"),
        }
      : { label: words.restore, icon: IconArchiveOff, onClick: () => change(row, "restore") },
  ];
}
