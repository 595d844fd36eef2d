import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { withinTime } from "../../db/within-time.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { lockDestination } from "../destination-store.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { scopeOf } from "../replay-scope.ts";
import { firstTxOfScope, insertReplay, openReplays } from "../replay-store.ts";
import { refuseUnlessSending, replayInDestination, replayViewOf } from "../replay-view.ts";
import { type PreviewReplay, type ReplayView, previewReplay as schema } from "../schema.ts";
import { previewReplay } from "./preview-replay.ts";

/** Looking for where to begin may take so long; else it begins at the log's beginning. */
const BEGIN_MS = 10_000;

/**
 * Sends calls of a period, of names or of people again, up to where the destination stands now: what comes later is sent
 * anyway. Throws `invalid` with the field for an empty filter, `conflict` while the same one waits or runs, `precondition`
 * for a destination that sends nothing or a filter that fits no call, `not_found`.
 */
export async function createReplay(ctx: Ctx, input: PreviewReplay): Promise<ReplayView> {
  authorise(ctx, "destinations.write");
  const given = parse(schema, input);
  const { id, ...filter } = given;
  const record = await destinationInWorkspace(ctx, id);
  refuseUnlessSending(record);
  const { count } = await previewReplay(ctx, given);
  if (count === 0) {
    throw new Fault("precondition", "No call of this source fits; there is nothing to send.");
  }
  const scope = await scopeOf(ctx, record, filter);
  const firstTx = await withinTime(ctx.db, BEGIN_MS, (connection) => firstTxOfScope(connection, scope));
  const now = ctx.clock.now();
  const replayId = newId(now.getTime());
  // The people as they are known now stand beside the texts by which they were named.
  const kept = { ...filter, ...(scope.personIds && { personIds: scope.personIds }) };
  await inTransaction(ctx, async (tx) => {
    await lockDestination(tx.db, tx.workspaceId, id);
    refuseUnlessSending(await destinationInWorkspace(tx, id));
    const same = (await openReplays(tx.db, tx.workspaceId, id)).some(
      (open) => JSON.stringify(replayViewOf(open).filter) === JSON.stringify(filter),
    );
    if (same) {
      throw new Fault("conflict", "The same calls are being sent again already. Wait for that, or stop it.");
    }
    await insertReplay(tx.db, {
      workspaceId: tx.workspaceId,
      id: replayId,
      destinationId: id,
      kind: "replay",
      filter: kept,
      expected: count,
      toTx: scope.upTo.tx,
      toSeq: scope.upTo.seq,
      // Everything before its first call is passed over; a transaction's numbers begin above 0.
      cursorTx: BigInt(firstTx ?? 0),
      createdBy: actorName(tx.actor),
      createdAt: now,
    });
    await audit(tx, {
      action: "destination.replay_started",
      object: { kind: "destination", id, name: `${record.source_name} to ${record.name}` },
      changes: {
        calls: { from: null, to: count },
        ...Object.fromEntries(
          Object.entries(filter).flatMap(([field, value]) =>
            value && value.length > 0 ? [[field, { from: null, to: value }]] : [],
          ),
        ),
      },
    });
  });
  return replayInDestination(ctx, id, replayId);
}
