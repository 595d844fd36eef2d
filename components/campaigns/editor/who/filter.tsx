import { Switch } from "@mantine/core";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { DefinitionField } from "../../../form/definition-field.tsx";
import { emptyDraft } from "../../../segments/draft.ts";
import { useEditor, useParts } from "../editor-context.tsx";
import { Part } from "../section.tsx";

const words = campaignEditorMessages.filter;

/** Only some of those to whom it happens, looked at when it does. */
export function FilterPart() {
  const { draft } = useEditor();
  const { who } = useParts();
  const { filter } = draft.who;
  return (
    <Part title={draft.qualification === "external" ? words.externalTitle : words.title} help={words.help}>
      <Switch
        label={words.on}
        checked={filter !== null}
        mb={filter ? "md" : 0}
        onChange={(event) => who({ filter: event.currentTarget.checked ? emptyDraft : null }, true)}
      />
      {filter && (
        <DefinitionField path="who.filter" value={filter} onChange={(next) => who({ filter: next })} />
      )}
    </Part>
  );
}
