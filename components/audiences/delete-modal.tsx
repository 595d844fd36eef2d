"use client";

import { Stack, Text } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { audienceOperations } from "@/lib/audiences/operations.ts";
import type { AudienceRow } from "@/lib/audiences/schema.ts";
import { audiencesMessages } from "@/lib/messages/audiences.ts";
import { call } from "../api.ts";
import { operationKey } from "../operation-query.ts";
import { sayDone } from "../toast.ts";
import { ConfirmModal } from "../ui/confirm-modal.tsx";
import { countWords } from "../ui/count.tsx";

const words = audiencesMessages.remove;

type Props = {
  audience: Pick<AudienceRow, "id" | "name" | "size">;
  opened: boolean;
  onClose: () => void;
  onDeleted?: () => void;
};

/** Asks before an audience goes, naming what is lost and what is not. */
export function DeleteModal({ audience, opened, onClose, onDeleted }: Props) {
  const client = useQueryClient();
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      onConfirm={async () => {
        await call(audienceOperations["audiences.delete"], { id: audience.id });
        // Leaving first: what is gone is not to be asked for again.
        onDeleted?.();
        await client.invalidateQueries({ queryKey: operationKey(audienceOperations["audiences.list"]) });
        sayDone(`${audience.name} is deleted`);
      }}
      title={`Delete ${audience.name}?`}
      confirmLabel={words.action}
      danger
      typeToConfirm={audience.name}
    >
      <Stack gap="xs">
        <Text size="sm">{words.lost(countWords(audience.size, "user", "users"))}</Text>
        <Text size="sm" c="dimmed">
          {words.kept}
        </Text>
      </Stack>
    </ConfirmModal>
  );
}
