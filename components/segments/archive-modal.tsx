import { Text } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { segmentsMessages } from "@/lib/messages/segments.ts";
import { segmentOperations } from "@/lib/segments/operations.ts";
import { call } from "../api.ts";
import { operationKey, operationQuery } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { UsesList } from "./uses-list.tsx";

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
  const uses = useQuery({
    ...operationQuery(segmentOperations["segments.uses"], { id: segment.id }),
    enabled: opened,
  });
  const { items = [], drafts = [] } = uses.data ?? {};
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
      {items.length > 0 && (
        <>
          <Text mt="sm">{words.archiveUsed}</Text>
          <UsesList items={items} />
        </>
      )}
      {drafts.length > 0 && (
        <>
          <Text mt="sm">{words.archiveDrafts}</Text>
          <UsesList drafts={drafts} />
        </>
      )}
    </ConfirmModal>
  );
}
