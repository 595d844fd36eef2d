import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import {
  campaignsNaming,
  forgetEndedTransfers,
  journeysUsing,
  segmentsNaming,
  transfersUsing,
  type UseRow,
} from "./use-store.ts";

/** A kind of thing that uses audiences. Whoever makes another kind enters it here. */
export type AudienceUseKind = {
  /** "1 transfer", "2 transfers" */
  words(count: number): string;
  /** What uses these audiences now: they cannot be deleted meanwhile. */
  active(db: Db, workspaceId: string, audienceIds: string[]): Promise<UseRow[]>;
  /** Takes away what has ended and refers to an audience that is being deleted. */
  forget(db: Db, workspaceId: string, audienceId: string): Promise<void>;
};

/** What is archived or does not run keeps what it names: brought back or published again, it says what is missing. */
const keepsName = async () => {};

export const audienceUses: Record<string, AudienceUseKind> = {
  transfer: {
    words: (count) => (count === 1 ? "1 transfer sends" : `${count} transfers send`),
    active: transfersUsing,
    forget: forgetEndedTransfers,
  },
  segment: {
    words: (count) => (count === 1 ? "1 segment asks for" : `${count} segments ask for`),
    active: segmentsNaming,
    forget: keepsName,
  },
  campaign: {
    words: (count) => (count === 1 ? "1 campaign asks for" : `${count} campaigns ask for`),
    active: campaignsNaming,
    forget: keepsName,
  },
  journey: {
    words: (count) => (count === 1 ? "1 journey uses" : `${count} journeys use`),
    active: journeysUsing,
    forget: keepsName,
  },
};

export type AudienceUse = { kind: string; id: string; name: string };

/** What uses each of these audiences now, by audience. */
export async function usesOf(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  audienceIds: string[],
): Promise<Map<string, AudienceUse[]>> {
  const found = new Map<string, AudienceUse[]>();
  for (const [kind, use] of Object.entries(audienceUses)) {
    for (const { audienceId, id, name } of await use.active(ctx.db, ctx.workspaceId, audienceIds)) {
      found.set(audienceId, [...(found.get(audienceId) ?? []), { kind, id, name }]);
    }
  }
  return found;
}
