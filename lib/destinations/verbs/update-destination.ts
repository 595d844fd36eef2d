import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { holdConnection, openConnection } from "../../integrations/access.ts";
import { Fault } from "../../kernel/fault.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { holdSource } from "../../sources/held-source.ts";
import { callsKitOf, checkChoices, fieldFault, refuseDuplicate, switchesOf } from "../choices.ts";
import { type DestinationRecord, lockDestination, updateDestinationRow } from "../destination-store.ts";
import { destinationInWorkspace, destinationView, settingsOf } from "../destination-view.ts";
import { positionOfNow } from "../position.ts";
import { type DestinationView, updateDestination as schema, type UpdateDestination } from "../schema.ts";

function choicesOf(record: DestinationRecord) {
  return {
    name: record.name,
    mode: record.mode,
    settings: settingsOf(record),
    filterMode: record.filter_mode,
    eventNames: record.event_names,
    enabled: record.enabled,
  };
}

const isSending = ({ mode, enabled }: { mode: string; enabled: boolean }) => mode === "cloud" && enabled;

/** The other integration that a destination is to lead through. Throws `invalid` for one of another partner. */
async function otherConnection(ctx: Ctx, record: DestinationRecord, connectionId: string | undefined) {
  if (connectionId === undefined || connectionId === record.connection_id) {
    return null;
  }
  const { id, partner, nickname } = await openConnection(ctx, connectionId);
  if (partner !== record.partner) {
    throw fieldFault("invalid", "connectionId", "Choose an integration of the same partner.");
  }
  return { id, nickname };
}

/**
 * Changes a destination; whoever works on it notices within seconds. One that is switched on goes on from now, or with
 * `catchUp` from where it stood. Throws `invalid` and `conflict` with the field, `not_found`.
 */
export async function updateDestination(ctx: Ctx, input: UpdateDestination): Promise<DestinationView> {
  authorise(ctx, "destinations.write");
  const { id, connectionId, catchUp, ...given } = parse(schema, input);
  const first = await destinationInWorkspace(ctx, id);
  const other = await otherConnection(ctx, first, connectionId);
  // Outside of the transaction, whose own number would hold the place back.
  const mayBegin = !catchUp && (given.enabled === true || given.mode === "cloud");
  const now = mayBegin ? await positionOfNow(ctx, first.source_id) : null;
  await inTransaction(ctx, async (tx) => {
    const source = await holdSource(tx, first.source_id);
    await lockDestination(tx.db, tx.workspaceId, id);
    const record = await destinationInWorkspace(tx, id);
    const before = choicesOf(record);
    const kit = callsKitOf(record.partner, "partner").calls;
    const wanted = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
    const after = {
      ...before,
      ...wanted,
      settings: switchesOf(kit, { ...before.settings, ...given.settings }),
    };
    checkChoices(kit, source.platform, after);
    const moves = other !== null && other.id !== record.connection_id;
    if (moves) {
      if (!(await holdConnection(tx, other.id))) {
        throw new Fault("not_found", "connectionId: There is no such connection in this workspace any more.");
      }
      await refuseDuplicate(tx, { sourceId: record.source_id, connectionId: other.id, except: id });
    }
    const changes = changesBetween(
      { ...before, connection: record.nickname } as JsonObject,
      { ...after, connection: moves ? other.nickname : record.nickname } as JsonObject,
    );
    if (Object.keys(changes).length === 0) {
      return;
    }
    const begins = isSending(after) && !isSending(before);
    const ahead = begins && now !== null && now.tx > record.position_tx;
    await updateDestinationRow(tx.db, tx.workspaceId, id, {
      ...after,
      ...(moves && { connectionId: other.id }),
      // What stopped it belongs to the account it led to, or to the time before it was off.
      ...((moves || begins) && { outage: null, halted: null, haltedAt: null }),
      // A turn that is still at the calls of before may not move the place back: it loses its lease.
      ...(ahead && { positionTx: now.tx, positionSeq: now.seq, lease: null }),
    });
    await audit(tx, {
      action: "destination.changed",
      object: { kind: "destination", id, name: `${record.source_name} to ${after.name}` },
      changes: begins ? { ...changes, catchUp: { from: null, to: catchUp } } : changes,
    });
  });
  return destinationView(ctx, id);
}
