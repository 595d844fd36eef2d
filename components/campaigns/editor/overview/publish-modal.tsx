import { Stack, Text } from "@mantine/core";
import { campaignOverviewMessages } from "@/lib/messages/campaign-overview.ts";
import { ConfirmModal } from "../../../ui/confirm-modal.tsx";
import { useVisitor } from "../../../visitor.tsx";
import { useEditor } from "../editor-context.tsx";
import { useCampaignReach } from "../who/reach.tsx";
import { consequenceOf } from "./publish-words.ts";

const words = campaignOverviewMessages.publish;

/** Says what will happen before it does. */
export function PublishModal({
  act,
  opened,
  onClose,
  onConfirm,
}: {
  act: "publish" | "ask" | "approve";
  opened: boolean;
  onClose: () => void;
  onConfirm: () => Promise<void>;
}) {
  const { draft, kit, view } = useEditor();
  const { timeZone } = useVisitor();
  const { reach } = useCampaignReach();
  const texts = {
    publish: { title: words.confirmTitle(view.name), label: words.button },
    ask: { title: words.askTitle(view.name), label: words.ask },
    approve: { title: words.approveTitle(view.name), label: words.approve },
  };
  return (
    <ConfirmModal
      opened={opened}
      onClose={onClose}
      onConfirm={onConfirm}
      title={texts[act].title}
      confirmLabel={texts[act].label}
      cancelLabel={words.cancel}
    >
      <Stack gap="xs">
        {act === "ask" && <Text size="sm">{words.askText}</Text>}
        <Text size="sm">
          {consequenceOf(draft, {
            ...{ kit, zone: timeZone },
            ...{ asks: act === "ask" },
            ...{ gets: reach?.gets ?? null, exceeds: reach?.exceeds ?? false },
          })}
        </Text>
        <Text size="sm" c="dimmed">
          {words.final}
        </Text>
      </Stack>
    </ConfirmModal>
  );
}
