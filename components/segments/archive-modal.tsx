import { useQueryClient } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";

const words = segmentsMessages.row;

/** Asks before a segment is archived; what uses it keeps it, and is named. */
export function ArchiveModal({
  segment,
  opened,
  onClose,
}: {
  segment: { id: string; name: string };
  opened: boolean;
  onClose: () => void;
}) {
  const client = useQueryClient();
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      title={`${words.archive} "${segment.name}"?`}
      confirmLabel={words.archive}
      onConfirm={async () => {
        await call(segmentOperations["segments.archive"], { id: segment.id });
        const { "segments.list": list, "segments.get": get } = segmentOperations;
        await Promise.all(
          [list, get].map((operation) => client.invalidateQueries({ queryKey: operationKey(operation) })),
        );
        sayDone(words.archived(segment.name));
      }}
    >
      {words.archiveText}
    </ConfirmModal>
  );
}
