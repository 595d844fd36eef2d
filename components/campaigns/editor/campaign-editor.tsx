"use client";

import { IconSend } from "@tabler/icons-react";
import type { CampaignView } from "@/lib/campaigns/schema.ts";
import type { ControlGroupList } from "@/lib/control-groups/schema.ts";
import { campaignEditorMessages } from "@/lib/messages/campaign-editor.ts";
import { EditedPage } from "../../form/edited-page.tsx";
import { usePainted } from "../../use-painted.ts";
import { Editor } from "./editor.tsx";
import { campaignQuery, controlGroupsQuery } from "./queries.ts";

const missing = { ...campaignEditorMessages.missing, icon: IconSend, href: "/campaigns" };

/** The page on which one campaign is made. */
export function CampaignEditor({
  id,
  initial,
  groups,
}: {
  id: string;
  initial?: CampaignView;
  groups?: ControlGroupList;
}) {
  usePainted(controlGroupsQuery(), groups);
  return (
    <EditedPage query={campaignQuery(id)} initial={initial} missing={missing}>
      {(view) => <Editor initial={view} />}
    </EditedPage>
  );
}
