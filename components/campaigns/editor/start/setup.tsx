import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { Accounts } from "../../../message/accounts.tsx";
import { useEditor } from "../editor-context.tsx";
import { Part } from "../section.tsx";

/** Set-up information: which account carries the message. */
export function Setup() {
  const { kit } = useEditor();
  return (
    <Part title={campaignEditorMessages.setup.title(kit.label)}>
      <Accounts />
    </Part>
  );
}
