import type { Ctx } from "../../context.ts";
import { isInControlGroup } from "../../control-groups/share.ts";
import { sharesOf } from "../../control-groups/shares.ts";
import type { CampaignDocument } from "../document.ts";

/** The group that holds somebody back, by its name; null: nobody does. */
export type ControlOf = (personId: string) => string | null;

/** Who is held back from a campaign: the system group, custom groups, and a share of its own recipients. */
export async function controlOf(
  ctx: Ctx,
  campaignId: string,
  document: CampaignDocument,
): Promise<ControlOf> {
  const { system, custom, percent } = document.who.controlGroups;
  const groups = (await sharesOf(ctx, { system, custom })).map(({ kind, name, salt, percent: share }) => ({
    name: kind === "system" ? "System Control Group" : name,
    salt,
    percent: share,
  }));
  if (percent !== null) {
    groups.push({ name: "Campaign Control Group", salt: campaignId, percent });
  }
  return (personId) => groups.find((group) => isInControlGroup(personId, group))?.name ?? null;
}
