import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { isPartnerId, partnerKits } from "../../partners/catalog.ts";
import { type ForgetRequest, forgetById } from "./request-store.ts";
import { type ForgetStep, type ForgetView, storedSteps } from "./schema.ts";

const instantOf = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());

/** Column `forget_requests.steps`. */
export function stepsOf(row: Pick<ForgetRequest, "steps">): ForgetStep[] {
  return storedSteps.safeParse(row.steps).data ?? [];
}

export function forgetViewOf(row: ForgetRequest): ForgetView {
  return {
    id: row.id,
    personId: row.personId,
    status: row.status as ForgetView["status"],
    erased: {
      profiles: row.profiles,
      identifiers: row.identifiers,
      events: Number(row.events),
      memberships: row.memberships,
      decisions: row.decisions,
      at: row.erasedAt?.toISOString() ?? null,
    },
    steps: stepsOf(row).map(({ atMs, nextMs, ...step }) => ({
      ...step,
      partnerName: isPartnerId(step.partner) ? partnerKits[step.partner].name : step.partner,
      at: instantOf(atMs),
      nextTryAt: instantOf(nextMs),
    })),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** The deletion of this id in the caller's workspace. Throws `not_found`. */
export async function forgetInWorkspace(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  id: string,
): Promise<ForgetRequest> {
  const row = await forgetById(ctx.db, ctx.workspaceId, id);
  if (!row) {
    throw new Fault("not_found", "There is no such deletion in this workspace.");
  }
  return row;
}
