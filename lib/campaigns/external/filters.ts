import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { shortMemory } from "../../kernel/short-memory.ts";
import { campaignDocument } from "../document.ts";
import { type Filter, filterOf } from "../engine/filter.ts";
import { type NamedCampaign, publishedDocument } from "./queue-store.ts";

/** The filter of a campaign, null where it has none, or why it cannot be asked. */
export type CampaignFilter = Filter | string | null;

/** Filters of campaigns; each is made anew after 3 seconds, as the segments that it speaks of may change. */
export type Filters = (
  workspaceId: string,
  campaign: Pick<NamedCampaign, "id" | "version">,
) => Promise<CampaignFilter>;

async function load(ctx: Ctx, campaignId: string, version: number): Promise<CampaignFilter> {
  const published = await publishedDocument(ctx.db, ctx.workspaceId, campaignId, version);
  const { filter } = parse(campaignDocument, published?.document).who;
  if (!filter) {
    return null;
  }
  try {
    return await filterOf(ctx, filter, published?.zone ?? "UTC");
  } catch (error) {
    if (error instanceof Fault && error.code === "invalid") {
      return `The campaign's filter cannot be asked: ${error.message}`;
    }
    throw error;
  }
}

export function campaignFilters(ctx: Ctx): Filters {
  const remembered = shortMemory(ctx.clock, (place) => {
    const [workspaceId = "", campaignId = "", version = ""] = place.split(" ");
    return load({ ...ctx, workspaceId }, campaignId, Number(version));
  });
  return (workspaceId, { id, version }) => remembered(`${workspaceId} ${id} ${version}`);
}
