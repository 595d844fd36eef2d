import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { forgetEndedTransfers, journeysUsing, transfersUsing, type UseRow } from "./use-store.ts";

/** A kind of thing that uses audiences. Whoever makes another kind enters it here. */
export type AudienceUseKind = {
  /** "1 transfer", "2 transfers" */
  words(count: number): string;
  /** What uses these audiences now: they cannot be deleted meanwhile. */
  active(db: Db, workspaceId: string, audienceIds: string[]): Promise<UseRow[]>;
  /** Takes away what has ended and refers to an audience that is being deleted. */
  forget(db: Db, workspaceId: string, audienceId: string): Promise<void>;
};

export const audienceUses: Record<string, AudienceUseKind> = {
  transfer: {
    words: (count) => (count === 1 ? "1 transfer sends" : `${count} transfers send`),
    active: transfersUsing,
    forget: forgetEndedTransfers,
  },
  journey: {
    words: (count) => (count === 1 ? "1 journey changes" : `${count} journeys change`),
    active: journeysUsing,
    // A journey that does not run keeps what it names: publishing it again says what is missing.
    forget: async () => {},
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
