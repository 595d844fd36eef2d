import { keepPreviousData } from "@tanstack/react-query";
import { campaignOperations } from "@/lib/campaigns/operations.ts";
import type { PreviewCampaign } from "@/lib/campaigns/schema.ts";
import { controlGroupOperations } from "@/lib/control-groups/operations.ts";
import { integrationsOperations } from "@/lib/integrations/operations.ts";
import type { PartnerId } from "@/lib/partners/catalog.ts";
import { operationQuery } from "../../operation-query.ts";

const PATIENCE_MS = 60_000;

/** A campaign to be edited: kept apart from what its other pages show of it. */
export function campaignQuery(id: string) {
  const options = operationQuery(campaignOperations["campaigns.get"], { id });
  return { ...options, queryKey: [...options.queryKey, "edit"] };
}

/** Accounts of a partner, looked at again whenever somebody comes back from connecting one. */
export const connectionsQuery = (partner: PartnerId) =>
  operationQuery(integrationsOperations["connections.list"], { partner, limit: 100 });

export const controlGroupsQuery = () => ({
  ...operationQuery(controlGroupOperations["controlGroups.list"], {}),
  staleTime: PATIENCE_MS,
});

/** What the server says of the campaign as it kept it: asked anew with each version. */
const ofVersion = <Options extends { queryKey: readonly unknown[] }>(options: Options, version: number) => ({
  ...options,
  queryKey: [...options.queryKey, version],
  placeholderData: keepPreviousData,
  retry: false,
});

export const reachQuery = (id: string, version: number) =>
  ofVersion(operationQuery(campaignOperations["campaigns.reach"], { id }), version);

export const previewQuery = (input: PreviewCampaign, version: number) =>
  ofVersion(operationQuery(campaignOperations["campaigns.preview"], input), version);
