import type { z } from "zod";
import type { listJourneys } from "@/lib/journeys/schema.ts";
import { journeyStatuses } from "@/lib/journeys/statuses.ts";
import type { UrlState } from "../../ui/use-url-state.ts";

export const journeySorts = ["newest", "name", "changed"] as const;
export const perPageChoices = [10, 20, 30, 40];

export type JourneyListInput = z.input<typeof listJourneys> & {
  search: string;
  state: "active" | "archived";
  sort: (typeof journeySorts)[number];
  page: number;
  perPage: number;
};

/** What an address says of the list, for the server and the browser alike; what is not valid counts as not said. */
export function readJourneyAddress(url: Pick<UrlState, "get">): JourneyListInput {
  const size = Number(url.get("perPage"));
  const page = Math.floor(Number(url.get("page"))) || 1;
  return {
    search: url.get("q") ?? "",
    status: journeyStatuses.find((status) => status === url.get("status")),
    state: url.get("state") === "archived" ? "archived" : "active",
    sort: journeySorts.find((sort) => sort === url.get("sort")) ?? "newest",
    page: Math.min(10_000, Math.max(1, page)),
    perPage: perPageChoices.find((choice) => choice === size) ?? 20,
  };
}
