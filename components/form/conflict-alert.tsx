import { Alert, Button, Group, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";

const words = campaignEditorMessages.save;

/** Somebody else changed the same meanwhile: theirs is loaded, or one's own is saved over it. */
export function ConflictAlert({
  title,
  message,
  onTheirs,
  onMine,
}: {
  title: string;
  message: string;
  onTheirs: () => Promise<void>;
  onMine: () => Promise<void>;
}) {
  const theirs = useMutation({ mutationFn: onTheirs });
  const mine = useMutation({ mutationFn: onMine });
  const error = theirs.error ?? mine.error;
  return (
    <Alert
      color="red"
      variant="light"
      role="alert"
      mb="md"
      icon={<IconAlertTriangle size={18} />}
      title={title}
    >
      <Text size="sm">{message}</Text>
      <Text size="sm">{words.conflictText}</Text>
      {error && <Text size="sm">{error.message}</Text>}
      <Group gap="xs" mt="sm">
        <Button size="xs" variant="default" loading={theirs.isPending} onClick={() => theirs.mutate()}>
          {words.theirs}
        </Button>
        <Button size="xs" variant="default" loading={mine.isPending} onClick={() => mine.mutate()}>
          {words.mine}
        </Button>
      </Group>
    </Alert>
  );
}
