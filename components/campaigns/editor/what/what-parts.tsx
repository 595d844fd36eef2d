import { Alert, Button, Fieldset, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconPencil } from "@tabler/icons-react";
import { campaignChannelMessages } from "@/lib/messages/campaign-channels.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { channelEditors } from "../channels/editors.ts";
import { contentOf, withContent } from "../draft.ts";
import classes from "../editor.module.css";
import { useEditor } from "../editor-context.tsx";
import { ProblemBox } from "../fields.tsx";
import { goTo } from "../focus-problem.ts";
import { contentWords } from "../overview/content-words.ts";
import { Part } from "../section.tsx";
import { MissingPolicy } from "./missing-policy.tsx";
import { Preview } from "./preview.tsx";

const words = campaignEditorMessages.what;

function Unreadable() {
  const { kit, change } = useEditor();
  return (
    <Alert color="yellow">
      <Group justify="space-between">
        <Text size="sm">{campaignChannelMessages.unreadable}</Text>
        <Button
          size="xs"
          variant="default"
          onClick={() => change((before) => withContent(before, kit.blank), true)}
        >
          {campaignChannelMessages.anew}
        </Button>
      </Group>
    </Alert>
  );
}

/** The message in a few words, for whoever does not write at it. */
function Summary() {
  const { draft, kit } = useEditor();
  const lines = contentWords(kit, contentOf(draft));
  return lines.length === 0 ? (
    <Text size="sm" c="dimmed">
      {words.empty}
    </Text>
  ) : (
    <dl className={classes.summary}>
      {lines.map(({ label, text }) => (
        <div key={label} style={{ display: "contents" }}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Define the message content: in its editor, with the message beside it as somebody would get it. */
export function WhatParts({ isOpen, setOpen }: { isOpen: boolean; setOpen: (isOpen: boolean) => void }) {
  const { draft, kit, isReadOnly, view } = useEditor();
  const Editor = channelEditors[view.channel];
  const isReadable = kit.draft.safeParse(contentOf(draft)).success;
  if (!isOpen) {
    return (
      <Part title={words.title}>
        <Stack gap="md" align="flex-start">
          <ProblemBox path="what.content">
            <Summary />
          </ProblemBox>
          <Button variant="light" leftSection={<IconPencil size={16} />} onClick={() => setOpen(true)}>
            {words.open}
          </Button>
        </Stack>
      </Part>
    );
  }
  return (
    <Part title={words.title}>
      <div className={classes.message}>
        <Stack gap="lg" miw={0}>
          <Fieldset disabled={isReadOnly} variant="unstyled" className={classes.plain}>
            <Stack gap="lg">
              {isReadable ? <Editor /> : <Unreadable />}
              <MissingPolicy />
            </Stack>
          </Fieldset>
          <Group>
            <Button
              leftSection={<IconCheck size={16} />}
              variant={isReadOnly ? "default" : "light"}
              onClick={() => {
                setOpen(false);
                goTo("what");
              }}
            >
              {words.done}
            </Button>
          </Group>
        </Stack>
        <aside className={classes.aside}>
          <Preview />
        </aside>
      </div>
    </Part>
  );
}
