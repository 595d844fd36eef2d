import { Radio, Stack } from "@mantine/core";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { type MessageDraft, useMessage } from "./message-context.tsx";

const words = campaignEditorMessages.what;
const kinds = ["fail", "skip", "default"] as const;

/** What becomes of a message that a property is missing for. */
export function MissingPolicy() {
  const { message, change } = useMessage();
  return (
    <Radio.Group
      label={words.missing}
      data-path="what.missing"
      value={message.missing}
      onChange={(missing) => change((before) => ({ ...before, missing: missing as MessageDraft["missing"] }))}
    >
      <Stack gap={6} mt={6}>
        {kinds.map((kind) => (
          <Radio key={kind} value={kind} label={words.missingKinds[kind]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
