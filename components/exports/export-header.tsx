"use client";

import { Button, Group, Tooltip } from "@mantine/core";
import { IconPencil, IconPlayerStop } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { ExportView } from "@/lib/exports/schema.ts";
import { dataTypeWords, frequencyWords } from "@/lib/messages/exports.ts";
import { BackLink } from "../ui/back-link.tsx";
import { PageHeader } from "../ui/page-header.tsx";
import { useVisitor } from "../visitor.tsx";
import { PartnerMark } from "./export-columns.tsx";
import { ExportStatus } from "./export-status.tsx";

function Action({
  label,
  icon: Icon,
  may,
  danger = false,
  onClick,
}: {
  label: string;
  icon: ComponentType<{ size?: number }>;
  may: ExportView["may"]["edit"];
  danger?: boolean;
  onClick: () => void;
}) {
  const reason = may.allowed ? null : (may.reason ?? "Not possible in this state.");
  return (
    <Tooltip label={reason} disabled={!reason} multiline maw={300}>
      <Button
        variant="default"
        leftSection={<Icon size={15} />}
        c={danger && !reason ? "var(--mantine-color-error)" : undefined}
        data-disabled={reason ? true : undefined}
        aria-disabled={reason ? true : undefined}
        aria-description={reason ?? undefined}
        onClick={() => !reason && onClick()}
      >
        {label}
      </Button>
    </Tooltip>
  );
}

/** What it is, how it stands, and what can be done with it. */
export function ExportHeader({
  of,
  onEdit,
  onStop,
}: {
  of: ExportView;
  onEdit: () => void;
  onStop: () => void;
}) {
  const { can } = useVisitor();
  return (
    <PageHeader
      above={<BackLink href="/settings/exports">Exports</BackLink>}
      title={
        <Group gap="sm" component="span">
          <PartnerMark partner={of.partner} size={26} />
          {of.nickname}
          <ExportStatus of={of} />
        </Group>
      }
      description={`${dataTypeWords(of.dataType, of.eventNames)} to ${of.partnerName}, ${frequencyWords(of.frequency, of.everyHours)}`}
      actions={
        can("exports.write") && (
          <>
            <Action label="Edit" icon={IconPencil} may={of.may.edit} onClick={onEdit} />
            <Action label="Stop export" icon={IconPlayerStop} may={of.may.stop} onClick={onStop} danger />
          </>
        )
      }
    />
  );
}
