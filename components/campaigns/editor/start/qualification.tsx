import type { Qualification as Way } from "@/lib/channels/kit.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { Cards } from "../../../form/cards.tsx";
import { withQualification } from "../draft.ts";
import { useEditor } from "../editor-context.tsx";
import { Part } from "../section.tsx";

const words = campaignEditorMessages.qualification;

/** How people come to the message, of the ways that the channel offers. */
export function Qualification() {
  const { draft, kit, change } = useEditor();
  return (
    <Part title={words.title}>
      <Cards<Way>
        label={words.title}
        path="qualification"
        value={draft.qualification}
        choices={kit.qualifications.map((value) => ({ value, ...words.kinds[value] }))}
        onChange={(way) => change((before) => withQualification(before, way), true)}
      />
    </Part>
  );
}
