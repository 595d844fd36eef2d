import { Alert, Button, Group, Text } from "@mantine/core";
import type { ChannelId } from "@/lib/channels/catalog.ts";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import { channelEditors } from "./channels/editors.ts";
import { contentOf, useMessage } from "./message-context.tsx";

function Unreadable() {
  const { kit, change } = useMessage();
  return (
    <Alert color="yellow">
      <Group justify="space-between">
        <Text size="sm">{campaignChannelMessages.unreadable}</Text>
        <Button
          size="xs"
          variant="default"
          onClick={() => change((before) => ({ ...before, content: kit.blank }), true)}
        >
          {campaignChannelMessages.anew}
        </Button>
      </Group>
    </Alert>
  );
}

/** The editor of the message's channel; a content that it cannot read is begun anew. */
export function ContentEditor() {
  const { kit, message } = useMessage();
  const Editor = channelEditors[kit.id as ChannelId];
  return kit.draft.safeParse(contentOf(message)).success ? <Editor /> : <Unreadable />;
}
