import type { QueryClient } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { CampaignRow, CampaignView } from "@/lib/campaigns/schema.ts";
import { operationKey } from "../operation-query.ts";
import { isBusy } from "./words.ts";

const BUSY_MS = 2_000;
const CALM_MS = 10_000;

/** Live ones run for months: what they do is looked for now and then. */
const LIVE_MS = 5_000;

/** How often to look again: soon while one of them sends or is about to. */
export function pace(
  campaigns: Pick<CampaignRow, "status" | "nextRunAt" | "qualification">[] | undefined,
): number {
  const now = Date.now();
  const busy = campaigns?.filter((each) => isBusy(each, now)) ?? [];
  const isOpen = ({ qualification }: (typeof busy)[number]) =>
    qualification === "live" || qualification === "external";
  return busy.length === 0 ? CALM_MS : busy.every(isOpen) ? LIVE_MS : BUSY_MS;
}

const reads = [
  "campaigns.list",
  "campaigns.report",
  "campaigns.runs",
  "campaigns.recipients",
  "campaigns.history",
  "campaigns.check",
] as const;

/** Shows what a verb answered at once, and asks anew for everything else that it may have changed. */
export async function refreshCampaigns(client: QueryClient, saved?: CampaignView): Promise<void> {
  const get = campaignOperations["campaigns.get"];
  if (saved) {
    client.setQueryData(operationKey(get, { id: saved.id }), saved);
  }
  await Promise.all([
    ...reads.map((name) => client.invalidateQueries({ queryKey: operationKey(campaignOperations[name]) })),
    client.invalidateQueries({ queryKey: operationKey(get) }),
  ]);
}
