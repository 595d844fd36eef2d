import { Radio, Stack } from "@mantine/core";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import type { What } from "../draft.ts";
import { useEditor, useParts } from "../editor-context.tsx";

const words = campaignEditorMessages.what;
const kinds = ["fail", "skip", "default"] as const;

/** What becomes of a message that a property is missing for. */
export function MissingPolicy() {
  const { draft } = useEditor();
  const { what } = useParts();
  return (
    <Radio.Group
      label={words.missing}
      data-path="what.missing"
      value={draft.what.missing}
      onChange={(missing) => what({ missing: missing as What["missing"] })}
    >
      <Stack gap={6} mt={6}>
        {kinds.map((kind) => (
          <Radio key={kind} value={kind} label={words.missingKinds[kind]} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
