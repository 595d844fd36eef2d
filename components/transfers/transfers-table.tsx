"use client";

import { UnstyledButton } from "@mantine/core";
import { IconEye, IconPencil, IconPlayerStop, IconSend } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { frequencyWords, transfersText as text } from "@/lib/messages/transfers.ts";
import { transferOperations as operations } from "@/lib/transfers/operations.ts";
import type { TransferView } from "@/lib/transfers/schema.ts";
import { call } from "../api.ts";
import { hasProgress, RunProgress } from "../exports/run-progress.tsx";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { Dash } from "../ui/dash.tsx";
import { type Column, DataTable, type RowAction } from "../ui/data-table.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Time } from "../ui/time.tsx";
import { useUrlState } from "../ui/use-url-state.ts";
import { usePanel } from "../use-panel.ts";
import { useVisitor } from "../visitor.tsx";
import { EditTransferDrawer } from "./edit-transfer-drawer.tsx";
import { refreshTransfers, useTransfers } from "./queries.ts";
import { TransferDrawer } from "./transfer-drawer.tsx";
import { TransferStatus } from "./transfer-status.tsx";
import classes from "./transfers.module.css";

function columnsFor(open: (transfer: TransferView) => void): Column<TransferView>[] {
  return [
    {
      key: "to",
      header: "Sent to",
      narrow: "title",
      render: (transfer) => (
        <UnstyledButton className={classes.open} onClick={() => open(transfer)}>
          {transfer.partnerName} · {transfer.nickname}
        </UnstyledButton>
      ),
    },
    {
      key: "as",
      header: "As",
      render: (transfer) => {
        const values = Object.values(transfer.values).filter((value) => value !== "");
        return values.length > 0 ? <code>{values.join(" · ")}</code> : <Dash meaning="no name of its own" />;
      },
    },
    { key: "often", header: "How often", render: (transfer) => frequencyWords(transfer) },
    { key: "status", header: "Status", render: (transfer) => <TransferStatus of={transfer} /> },
    { key: "last", header: "Last run", render: (transfer) => <Time at={transfer.lastRunAt} /> },
    {
      key: "next",
      header: "Next run",
      narrow: "hide",
      render: (transfer) => <Time at={transfer.nextRunAt} />,
    },
    { key: "by", header: "Created by", narrow: "hide", render: (transfer) => transfer.createdBy },
  ];
}

/** Where an audience is sent to, with what can be done about it. */
export function TransfersTable({ audienceId }: { audienceId: string }) {
  const client = useQueryClient();
  const visitor = useVisitor();
  const transfers = useTransfers(audienceId);
  const url = useUrlState();
  const asked = url.get("transfer");
  const viewed = transfers.data?.items.find(({ id }) => id === asked);
  const view = (transfer: TransferView) => url.set({ transfer: transfer.id });
  const editing = usePanel<TransferView>();
  const stopping = usePanel<TransferView>();
  const why = (may: { allowed: boolean; reason: string | null }) =>
    may.allowed ? null : (may.reason ?? "Not possible in this state.");
  function actions(transfer: TransferView): RowAction[] {
    const look: RowAction = {
      label: "View",
      icon: IconEye,
      quick: true,
      onClick: () => view(transfer),
    };
    if (!visitor.can("audiences.write")) {
      return [look];
    }
    return [
      look,
      {
        label: "Edit",
        icon: IconPencil,
        quick: true,
        disabledReason: why(transfer.may.edit),
        onClick: () => editing.show(transfer),
      },
      {
        label: "Stop",
        icon: IconPlayerStop,
        danger: true,
        quick: true,
        disabledReason: why(transfer.may.stop),
        onClick: () => stopping.show(transfer),
      },
    ];
  }
  if (transfers.error && !transfers.data) {
    return <ErrorState error={transfers.error} onRetry={() => transfers.refetch()} />;
  }
  return (
    <>
      <DataTable
        label="Where the audience is sent to"
        columns={columnsFor(view)}
        rows={transfers.data?.items}
        rowKey={(transfer) => transfer.id}
        rowName={(transfer) => transfer.nickname}
        onRowClick={view}
        actions={actions}
        below={(transfer) => hasProgress(transfer) && <RunProgress of={transfer} name={transfer.nickname} />}
        empty={
          <EmptyState icon={IconSend} title={text.empty.title}>
            {text.empty.text}
          </EmptyState>
        }
      />
      {viewed && (
        <TransferDrawer
          id={viewed.id}
          title={`${viewed.audienceName} to ${viewed.nickname}`}
          opened
          onClose={() => url.set({ transfer: null })}
        />
      )}
      {editing.panel && (
        <EditTransferDrawer
          key={editing.panel.seen}
          transfer={editing.panel.subject}
          opened={editing.panel.opened}
          onClose={editing.close}
        />
      )}
      <ConfirmModal
        opened={stopping.panel?.opened ?? false}
        onClose={stopping.close}
        onConfirm={async () => {
          if (stopping.panel) {
            await call(operations["transfers.stop"], { id: stopping.panel.subject.id });
            await refreshTransfers(client);
            sayDone(text.stop.done);
          }
        }}
        title={text.stop.title}
        confirmLabel={text.stop.confirm}
        cancelLabel={text.stop.cancel}
        danger
      >
        {text.stop.text}
      </ConfirmModal>
    </>
  );
}
