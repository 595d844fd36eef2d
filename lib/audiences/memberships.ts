import type { Ctx } from "../context.ts";
import type { PersonView } from "../people/schema.ts";
import { endOfStretch, type MembershipRow, membershipsIn } from "./membership-store.ts";

export type { MembershipRow as Membership };

/** Audiences that are looked at for one page, so that its time does not grow with their number. */
const LOOKED_AT = 2_000;

/**
 * Which audiences a person is or was in, newest audience first: all memberships of an audience stand on the same page, so it
 * may hold a few more than `limit`; of a workspace with very many audiences it may be empty and not the last. `next` is the
 * audience to go on before.
 */
export async function membershipsOf(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  person: Pick<PersonView, "identifiers">,
  page: { before: string | null; limit: number },
): Promise<{ memberships: MembershipRow[]; next: string | null }> {
  const stretch = { workspaceId: ctx.workspaceId, before: page.before, length: LOOKED_AT };
  const [all, end] = await Promise.all([
    membershipsIn(ctx.db, stretch, person.identifiers),
    endOfStretch(ctx.db, stretch),
  ]);
  const last = all[page.limit - 1];
  if (!last) {
    return { memberships: all, next: end };
  }
  const memberships = all.filter(({ audienceId }) => audienceId >= last.audienceId);
  return { memberships, next: memberships.length < all.length ? last.audienceId : end };
}
