import { Stack, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { campaignOverviewMessages } from "@/lib/messages/campaign-overview.ts";
import { ConfirmModal } from "../../../ui/confirm-modal.tsx";
import { useEditor } from "../editor-context.tsx";

const words = campaignOverviewMessages.publish;

/** Refuses what another member asked approval for, and says why. */
export function RejectModal({
  opened,
  onClose,
  onConfirm,
}: {
  opened: boolean;
  onClose: () => void;
  onConfirm: (reason: string) => Promise<void>;
}) {
  const { view } = useEditor();
  const [reason, setReason] = useState("");
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      onConfirm={async () => {
        if (reason.trim() === "") {
          throw new Error(words.reasonNeeded);
        }
        await onConfirm(reason.trim());
      }}
      title={words.rejectTitle(view.name)}
      confirmLabel={words.reject}
      danger
    >
      <Stack gap="xs">
        <Text size="sm">{words.rejectText}</Text>
        <Textarea
          label={words.reason}
          required
          data-autofocus
          autosize
          minRows={2}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      </Stack>
    </ConfirmModal>
  );
}
