import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { ControlGroupFields } from "../../../form/control-group-fields.tsx";
import { useEditor, useParts } from "../editor-context.tsx";
import { Part } from "../section.tsx";

const words = campaignEditorMessages.control;

/** Who is held back, to compare with. */
export function ControlGroupPart() {
  const { draft } = useEditor();
  const { who } = useParts();
  return (
    <Part title={words.title} help={words.help}>
      <ControlGroupFields
        path="who.controlGroups"
        value={draft.who.controlGroups}
        ownLabel={words.own}
        onChange={(controlGroups) => who({ controlGroups })}
      />
    </Part>
  );
}
