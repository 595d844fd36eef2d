import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { holdConnection, openConnection } from "../../integrations/access.ts";
import { connectPartner } from "../../integrations/verbs/connect-partner.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { isPartnerId } from "../../partners/catalog.ts";
import { holdSource } from "../../sources/held-source.ts";
import { sourceInWorkspace } from "../../sources/views.ts";
import { callsKitOf, checkChoices, fieldFault, refuseDuplicate, switchesOf } from "../choices.ts";
import { insertDestination } from "../destination-store.ts";
import { destinationView } from "../destination-view.ts";
import { positionOfNow } from "../position.ts";
import { type CreateDestination, type DestinationView, createDestination as schema } from "../schema.ts";

type Target = { id: string; partner: string; nickname: string };

/** A new integration, tried first; what is wrong with it is named below `connect`. */
async function connected(ctx: Ctx, partner: string, given: NonNullable<CreateDestination["connect"]>) {
  if (!isPartnerId(partner)) {
    throw fieldFault("invalid", "partner", "Choose a partner of the catalogue");
  }
  try {
    return await connectPartner(ctx, { partner, ...given });
  } catch (error) {
    if (!(error instanceof Fault) || error.problems.length === 0) {
      throw error;
    }
    throw new Fault(error.code, error.message, {
      cause: error,
      problems: error.problems.map((problem) => ({ ...problem, path: `connect.${problem.path}` })),
    });
  }
}

function choicesOf(partner: string, platform: string, given: CreateDestination): Record<string, boolean> {
  const { calls } = callsKitOf(partner, "partner");
  checkChoices(calls, platform, given);
  return switchesOf(calls, given.settings);
}

async function targetOf(ctx: Ctx, given: CreateDestination): Promise<Target> {
  const { connectionId, connect, partner } = given;
  if (connectionId !== undefined && connect === undefined) {
    const connection = await openConnection(ctx, connectionId);
    callsKitOf(connection.partner, "connectionId");
    return connection;
  }
  if (connect === undefined || connectionId !== undefined) {
    throw fieldFault("invalid", "connectionId", "Choose an integration, or connect a new one.");
  }
  return connected(ctx, partner, connect);
}

/**
 * Sends the calls of a source to a partner from now on: those that are committed after this has returned, none from
 * before. A new integration is tried first, and stays when something else is wrong. Throws `invalid` and `conflict` with
 * the field, `not_found` for an unknown source or connection.
 */
export async function createDestination(ctx: Ctx, input: CreateDestination): Promise<DestinationView> {
  authorise(ctx, "destinations.write");
  const given = parse(schema, input);
  const source = await sourceInWorkspace(ctx, given.id);
  if (given.connectionId === undefined) {
    // Before anything is connected.
    choicesOf(given.partner, source.platform, given);
  }
  const target = await targetOf(ctx, given);
  const settings = choicesOf(target.partner, source.platform, given);
  const name = given.name ?? target.nickname;
  const position = await positionOfNow(ctx, source.id);
  const now = ctx.clock.now();
  const id = newId(now.getTime());
  await inTransaction(ctx, async (tx) => {
    await holdSource(tx, source.id);
    if (!(await holdConnection(tx, target.id))) {
      throw new Fault("not_found", "connectionId: There is no such connection in this workspace any more.");
    }
    await refuseDuplicate(tx, { sourceId: source.id, connectionId: target.id });
    const { mode, filterMode, eventNames } = given;
    await insertDestination(tx.db, {
      workspaceId: tx.workspaceId,
      id,
      sourceId: source.id,
      connectionId: target.id,
      partner: target.partner,
      name,
      mode,
      settings,
      filterMode,
      eventNames,
      positionTx: position.tx,
      positionSeq: position.seq,
      createdBy: actorName(tx.actor),
      createdAt: now,
    });
    await audit(tx, {
      action: "destination.created",
      object: { kind: "destination", id, name: `${source.name} to ${name}` },
      changes: {
        connection: { from: null, to: target.nickname },
        mode: { from: null, to: mode },
        ...(filterMode !== "all" && {
          filterMode: { from: null, to: filterMode },
          eventNames: { from: null, to: eventNames },
        }),
        settings: { from: null, to: settings },
      },
    });
  });
  return destinationView(ctx, id);
}
