"use client";

import { Button, Group, Tooltip } from "@mantine/core";
import { IconPlayerStop, IconRefresh, IconRepeat } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { destinationOperations as operations } from "@/lib/destinations/operations.ts";
import type { DestinationView, ReplayView } from "@/lib/destinations/schema.ts";
import { destinationPageText } from "@/lib/messages/destination-page.ts";
import { destinationsText } from "@/lib/messages/destinations.ts";
import { call } from "../../api.ts";
import { sayDone } from "../../toast.ts";
import { ConfirmModal } from "../../ui/confirm-modal.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { ErrorState } from "../../ui/error-state.tsx";
import { usePanel } from "../../use-panel.ts";
import { useVisitor } from "../../visitor.tsx";
import { refreshDestinations, useReplays } from "../queries.ts";
import { isOpen, ReplayProgress, replayColumns } from "./replay-columns.tsx";
import { ReplayDrawer } from "./replay-drawer.tsx";

const text = destinationsText.replays;
const words = destinationPageText.replays;

function ReplayButton({ of, onClick }: { of: DestinationView; onClick: () => void }) {
  const sends = of.enabled && of.mode === "cloud";
  const reason = of.mode === "device" ? destinationPageText.device.text : words.off;
  return (
    <Tooltip label={reason} disabled={sends} multiline maw={300}>
      <Button
        leftSection={<IconRefresh size={16} />}
        data-disabled={sends ? undefined : true}
        aria-disabled={sends ? undefined : true}
        aria-description={sends ? undefined : reason}
        onClick={() => sends && onClick()}
      >
        {text.action}
      </Button>
    </Tooltip>
  );
}

/** What was sent again, by a replay or from the shelf, and the way to send more. */
export function ReplaysTab({ of }: { of: DestinationView }) {
  const client = useQueryClient();
  const { can, timeZone } = useVisitor();
  const replays = useReplays(of.id);
  const rows = replays.data?.items;
  const starting = usePanel<null>();
  const stopping = usePanel<ReplayView>();
  const mayWrite = can("destinations.write");
  const add = mayWrite ? <ReplayButton of={of} onClick={() => starting.show(null)} /> : null;
  if (replays.error && !rows) {
    return <ErrorState error={replays.error} onRetry={() => replays.refetch()} />;
  }
  return (
    <>
      {rows && rows.length > 0 && add && (
        <Group justify="flex-end" mb="sm">
          {add}
        </Group>
      )}
      <DataTable
        label={words.table}
        columns={replayColumns(timeZone)}
        rows={rows}
        rowKey={(row) => row.id}
        rowName={(row) => text.kinds[row.kind]}
        below={(row) => isOpen(row) && <ReplayProgress of={row} name={text.kinds[row.kind]} />}
        {...(mayWrite && {
          actions: (row: ReplayView) =>
            isOpen(row)
              ? [
                  {
                    label: text.stop,
                    icon: IconPlayerStop,
                    danger: true,
                    quick: true,
                    onClick: () => stopping.show(row),
                  },
                ]
              : [],
        })}
        empty={
          <EmptyState icon={IconRepeat} title={text.empty.title} action={add}>
            {text.empty.text}
          </EmptyState>
        }
      />
      {starting.panel && (
        <ReplayDrawer
          key={starting.panel.seen}
          of={of}
          opened={starting.panel.opened}
          onClose={starting.close}
        />
      )}
      <ConfirmModal
        opened={stopping.panel?.opened ?? false}
        onClose={stopping.close}
        title={text.stopTitle}
        confirmLabel={text.stop}
        danger
        onConfirm={async () => {
          if (stopping.panel) {
            const { id } = stopping.panel.subject;
            await call(operations["destinations.replays.stop"], { id: of.id, replayId: id });
            await refreshDestinations(client);
            sayDone(text.stopped);
          }
        }}
      >
        {text.stopText}
      </ConfirmModal>
    </>
  );
}
