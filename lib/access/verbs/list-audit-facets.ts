import type { Ctx } from "../../context.ts";
import type { AuditFacets } from "../audit-schema.ts";
import { auditFacets } from "../audit-store.ts";
import { authorise } from "../authorise.ts";

/** What the audit log can be filtered by: who and what it speaks of. */
export async function listAuditFacets(ctx: Ctx, _input: object): Promise<AuditFacets> {
  authorise(ctx, "audit.read");
  return auditFacets(ctx.db, ctx.workspaceId);
}
