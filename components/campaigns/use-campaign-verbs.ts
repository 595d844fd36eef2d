"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignRow } from "@/lib/campaigns/schema.ts";
import { campaignsMessages } from "@/lib/messages/campaigns.ts";
import { call } from "../api.ts";
import { sayDone, sayProblem } from "../toast.ts";
import { refreshCampaigns } from "./queries.ts";
import { documentHref } from "./words.ts";

const words = campaignsMessages.actions;
type Verb = "duplicate" | "archive" | "restore";

const done = { duplicate: words.duplicated, archive: words.archived, restore: words.restored };

/** What can be done with a campaign without being asked twice; a copy is opened for writing. */
export function useCampaignVerbs() {
  const client = useQueryClient();
  const router = useRouter();
  return useMutation({
    mutationFn: ({ campaign, verb }: { campaign: Pick<CampaignRow, "id">; verb: Verb }) =>
      call(campaignOperations[`campaigns.${verb}`], { id: campaign.id }),
    onSuccess: async (saved, { verb }) => {
      await refreshCampaigns(client, saved);
      sayDone(done[verb](saved.name));
      if (verb === "duplicate") {
        router.push(documentHref(saved.id));
      }
    },
    onError: sayProblem,
  });
}
