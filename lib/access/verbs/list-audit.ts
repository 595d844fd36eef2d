import type { z } from "zod";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { auditEntry, type auditPage, type ListAudit, listAudit as schema } from "../audit-schema.ts";
import { auditEntries, startsOfDays } from "../audit-store.ts";
import { authorise } from "../authorise.ts";
import { getWorkspace } from "./get-workspace.ts";

/** The audit log, newest first, a page at a time. Days of the filter are days of the workspace's time zone. */
export async function listAudit(ctx: Ctx, input: ListAudit): Promise<z.output<typeof auditPage>> {
  authorise(ctx, "audit.read");
  const { limit, from, to, ...filter } = parse(schema, input);
  const { timeZone } = await getWorkspace(ctx, {});
  const days = await startsOfDays(ctx.db, timeZone, from ?? null, to ?? null);
  const rows = await auditEntries(
    ctx.db,
    ctx.workspaceId,
    { ...filter, from: days.from ?? undefined, before: days.before ?? undefined },
    limit + 1,
  );
  const page = rows.slice(0, limit);
  return {
    items: page.map((row) =>
      parse(auditEntry, {
        id: row.id,
        at: row.at.toISOString(),
        actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
        action: row.action,
        object: { kind: row.objectKind, id: row.objectId, name: row.objectName },
        changes: row.changes,
      }),
    ),
    nextCursor: rows.length > limit ? (page.at(-1)?.id ?? null) : null,
  };
}
