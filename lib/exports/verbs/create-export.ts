import { actorId, actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { connectionToSend } from "../connection-to-send.ts";
import { logEnds } from "../engine/run-store.ts";
import { insertExport } from "../export-store.ts";
import { exportInWorkspace, exportViewOf } from "../export-view.ts";
import { planOf } from "../plan.ts";
import { type CreateExport, type ExportView, createExport as schema } from "../schema.ts";

/**
 * Creates an export. It starts at 12:00 a.m. of its day in the workspace's time zone, at once when that has passed. Throws
 * `invalid` with the field for choices that do not go together and for a connection that is not there (any more).
 */
export async function createExport(ctx: Ctx, input: CreateExport): Promise<ExportView> {
  authorise(ctx, "exports.write");
  const given = parse(schema, input);
  const now = ctx.clock.now();
  const plan = planOf(given, now, await workspaceTimeZone(ctx));
  const id = newId(now.getTime());
  await inTransaction(ctx, async (tx) => {
    const connection = await connectionToSend(tx, given.connectionId);
    // A recurring one that starts later takes what arrives from now on; one of today, what has since its midnight. A live one that
    // starts at once is not to miss what arrives before a worker opens it.
    const isAhead = plan.startAt > now;
    const fromNow = isAhead
      ? given.frequency === "recurring" && plan.takes === "new"
      : given.frequency === "live";
    const position = fromNow ? (await logEnds(tx.db)).settled : "0";
    await insertExport(tx.db, {
      workspaceId: tx.workspaceId,
      id,
      connectionId: connection.id,
      partner: connection.partner,
      dataType: given.dataType,
      eventNames: plan.eventNames,
      identifierPriority: given.identifierPriority,
      format: given.format,
      frequency: given.frequency,
      everyHours: plan.everyHours,
      range: plan.range ?? undefined,
      rangeFrom: plan.period?.from ?? null,
      rangeTo: plan.period?.to ?? null,
      startAt: plan.startAt,
      nextRunAt: plan.startAt,
      positionTx: BigInt(position),
      createdBy: actorName(tx.actor),
      createdById: actorId(tx.actor),
      createdAt: now,
    });
    await audit(tx, {
      action: "export.created",
      object: { kind: "export", id, name: connection.nickname },
      changes: {
        dataType: { from: null, to: given.dataType },
        frequency: { from: null, to: given.frequency },
      },
    });
  });
  return exportViewOf(ctx, await exportInWorkspace(ctx, id));
}
