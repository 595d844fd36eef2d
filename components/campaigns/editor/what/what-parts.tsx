import { Button, Fieldset, Group, Stack, Text } from "@mantine/core";
import { IconCheck, IconPencil } from "@tabler/icons-react";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { ProblemBox } from "../../../form/fields.tsx";
import form from "../../../form/form.module.css";
import { ContentEditor } from "../../../message/content-editor.tsx";
import { MissingPolicy } from "../../../message/missing-policy.tsx";
import { contentOf } from "../draft.ts";
import classes from "../editor.module.css";
import { useEditor } from "../editor-context.tsx";
import { goTo } from "../focus-problem.ts";
import { contentWords } from "../overview/content-words.ts";
import { Part } from "../section.tsx";
import { Preview } from "./preview.tsx";

const words = campaignEditorMessages.what;

/** The message in a few words, for whoever does not write at it. */
function Summary() {
  const { draft, kit } = useEditor();
  const lines = contentWords(kit, contentOf(draft));
  return lines.length === 0 ? (
    <Text size="sm" c="dimmed">
      {words.empty}
    </Text>
  ) : (
    <dl className={form.summary}>
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
  const { isReadOnly } = useEditor();
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
          <Fieldset disabled={isReadOnly} variant="unstyled" className={form.plain}>
            <Stack gap="lg">
              <ContentEditor />
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
