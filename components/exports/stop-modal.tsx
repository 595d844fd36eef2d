"use client";

import { Skeleton, Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { exportOperations } from "@/lib/exports/operations.ts";
import type { ExportRow } from "@/lib/exports/schema.ts";
import { exportsText } from "@/lib/messages/exports.ts";
import { call } from "../api.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { exportName } from "./export-columns.tsx";
import { useStopPreview } from "./queries.ts";

type Stoppable = Pick<ExportRow, "id" | "nickname" | "dataType" | "eventNames" | "partnerName">;

/** Asks before an export is stopped, with what would stay unsent. */
export function StopModal({
  of,
  onClose,
  onStopped,
}: {
  of: Stoppable | null;
  onClose: () => void;
  onStopped: (of: Stoppable) => void;
}) {
  const client = useQueryClient();
  const preview = useStopPreview(of?.id ?? null);
  async function stop(): Promise<void> {
    if (of) {
      await call(exportOperations["exports.stop"], { id: of.id });
      await client.invalidateQueries({ queryKey: ["exports"] });
      onStopped(of);
    }
  }
  return (
    <ConfirmModal
      opened={of !== null}
      onClose={onClose}
      onConfirm={stop}
      title={exportsText.stop.title}
      confirmLabel={exportsText.stop.confirm}
      cancelLabel={exportsText.stop.cancel}
      danger
    >
      <Stack gap="xs">
        {of && <Text fw={500}>{exportName(of)}</Text>}
        {preview.data ? (
          <Text>{preview.data.words}</Text>
        ) : preview.isError ? (
          <Text c="dimmed">How much is not sent yet could not be counted.</Text>
        ) : (
          <Skeleton height={18} width="80%" />
        )}
        <Text c="dimmed">{exportsText.stop.final}</Text>
      </Stack>
    </ConfirmModal>
  );
}
