import type { z } from "zod";
import type { listCampaigns } from "@/lib/campaigns/schema.ts";
import { campaignStatuses } from "@/lib/campaigns/statuses.ts";
import { channelIds } from "@/lib/channels/catalog.ts";
import { qualifications } from "@/lib/channels/kit.ts";
import type { UrlState } from "../../ui/use-url-state.ts";

export const campaignSorts = ["newest", "name", "next_run"] as const;
export const perPageChoices = [10, 20, 30, 40];

export type ListInput = z.input<typeof listCampaigns> & {
  search: string;
  state: "active" | "archived";
  sort: (typeof campaignSorts)[number];
  page: number;
  perPage: number;
};

/** What an address says of the list, for the server and the browser alike; what is not valid counts as not said. */
export function readListAddress(url: Pick<UrlState, "get">): ListInput {
  const one = <Value extends string>(values: readonly Value[], name: string): Value | undefined =>
    values.find((value) => value === url.get(name));
  const wantedSize = Number(url.get("perPage"));
  return {
    search: url.get("q") ?? "",
    status: one(campaignStatuses, "status"),
    channel: one(channelIds, "channel"),
    qualification: one(qualifications, "qualification"),
    state: url.get("state") === "archived" ? "archived" : "active",
    sort: one(campaignSorts, "sort") ?? "newest",
    page: Math.min(10_000, Math.max(1, Math.floor(Number(url.get("page"))) || 1)),
    perPage: perPageChoices.find((choice) => choice === wantedSize) ?? 20,
  };
}

/** True when something of it may hide a campaign. */
export function isNarrowed({ search, status, channel, qualification }: ListInput): boolean {
  return search !== "" || [status, channel, qualification].some((filter) => filter !== undefined);
}
