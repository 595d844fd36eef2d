import type { Ctx } from "../context.ts";
import type { ControlShare } from "../control-groups/share.ts";
import { sharesOf } from "../control-groups/shares.ts";
import type { JourneySettings } from "./document.ts";

export type HeldGroup = ControlShare & { name: string };

/** The control groups that a journey holds back, in the order in which they are looked at; its own one without an id is none. */
export async function heldGroups(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  { system, custom, percent }: JourneySettings["controlGroups"],
  journeyId: string | null,
): Promise<HeldGroup[]> {
  const shares = system || custom.length > 0 ? await sharesOf(ctx, { system, custom }) : [];
  const groups = shares.map(
    ({ kind, name, salt, percent: share }): HeldGroup => ({
      name: kind === "system" ? "System Control Group" : name,
      ...{ salt, percent: share },
    }),
  );
  return percent === null || journeyId === null
    ? groups
    : [...groups, { name: "Journey Control Group", salt: journeyId, percent }];
}
