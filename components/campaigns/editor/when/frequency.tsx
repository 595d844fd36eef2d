import { campaignWhenMessages } from "@/lib/messages/campaign-when.ts";
import { FrequencyFields } from "../../../form/frequency-fields.tsx";
import { useEditor, useParts } from "../editor-context.tsx";

/** How often one person gets it, of a campaign that runs or reacts more than once. */
export function CampaignFrequency() {
  const { draft } = useEditor();
  const { when } = useParts();
  return (
    <FrequencyFields
      path="when.frequency"
      words={campaignWhenMessages.preferences}
      value={draft.when.frequency}
      onChange={(frequency, whole) => when({ frequency }, whole)}
    />
  );
}
