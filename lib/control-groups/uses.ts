import type { Db } from "../db/client.ts";
import { campaignsThatHoldBack, journeysThatHoldBack } from "./use-store.ts";

export type ControlGroupUse = { kind: string; id: string; name: string };

/** A kind of thing that keeps a control group out. Whoever makes another kind enters it here. */
export type ControlGroupUseKind = {
  /** What uses the group now: it cannot be removed meanwhile. */
  active(db: Db, workspaceId: string, groupId: string): Promise<{ id: string; name: string }[]>;
};

export const controlGroupUses: Record<string, ControlGroupUseKind> = {
  campaign: { active: campaignsThatHoldBack },
  journey: { active: journeysThatHoldBack },
};

/** What uses a control group now. */
export async function usesOfControlGroup(
  db: Db,
  workspaceId: string,
  groupId: string,
): Promise<ControlGroupUse[]> {
  const found: ControlGroupUse[] = [];
  for (const [kind, use] of Object.entries(controlGroupUses)) {
    for (const { id, name } of await use.active(db, workspaceId, groupId)) {
      found.push({ kind, id, name });
    }
  }
  return found;
}
