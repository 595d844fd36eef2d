"use client";

import { IconSend } from "@tabler/icons-react";
import type { CampaignView } from "@/lib/campaigns/schema.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { EditedPage } from "../../form/edited-page.tsx";
import { Editor } from "./editor.tsx";
import { campaignQuery } from "./queries.ts";

const missing = { ...campaignEditorMessages.missing, icon: IconSend, href: "/campaigns" };

/** The page on which one campaign is made. */
export function CampaignEditor({ id, initial }: { id: string; initial?: CampaignView }) {
  return (
    <EditedPage query={campaignQuery(id)} initial={initial} missing={missing}>
      {(view) => <Editor initial={view} />}
    </EditedPage>
  );
}
