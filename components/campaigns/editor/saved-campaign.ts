import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignView } from "@/lib/campaigns/schema.ts";
import { call } from "../../api.ts";
import type { Saved } from "../../form/use-autosave.ts";
import { draftToSave, type EditorDraft, readDraft } from "./draft.ts";

/** What is typed of a campaign. */
export type Typed = { name: string; labels: string[]; draft: EditorDraft };

export const typedOf = ({ name, labels, draft }: CampaignView): Typed => ({
  name,
  labels,
  draft: readDraft(draft),
});

export const loadCampaign = ({ id }: CampaignView): Promise<CampaignView> =>
  call(campaignOperations["campaigns.get"], { id });

/** How a campaign is kept while it is edited. */
export const savedCampaign: Saved<CampaignView, Typed> = {
  isEditable: ({ may }) => may.edit.allowed,
  isSame: (a, b) => a.draft === b.draft && a.name === b.name && a.labels === b.labels,
  typedOf,
  load: loadCampaign,
  revisionOf: ({ version }) => version,
  upon: (view, version) => ({ ...view, version }),
  save: ({ typed, kept, base, secrets }) =>
    call(campaignOperations["campaigns.update"], {
      id: base.id,
      version: base.version,
      ...(typed.name !== kept.name && typed.name.trim() !== "" && { name: typed.name }),
      ...(typed.labels !== kept.labels && { labels: typed.labels }),
      ...(typed.draft !== kept.draft && { draft: draftToSave(typed.draft) }),
      ...(Object.keys(secrets).length > 0 && { secrets }),
    }),
};
