import type { Ctx } from "../../context.ts";
import { closeJourneyGate } from "../../db/journey-gate.ts";
import { sqlOn, withTransaction } from "../../db/queryable.ts";
import { eraseFromLists } from "./erase-lists-store.ts";
import {
  eraseDecisions,
  eraseEvents,
  eraseMemberships,
  erasePerson,
  holdPerson,
  renewReaders,
} from "./erase-store.ts";
import { type ForgetRequest, updateForget } from "./request-store.ts";
import { type WhoItWas, whoItWas } from "./schema.ts";

/** Events of one statement. */
const PIECE = 5_000;

export const sealedFor = (requestId: string) => `forget/${requestId}`;

/** Who a request is about, as long as that is kept. */
export function whoIs(ctx: Pick<Ctx, "secrets">, { id, sealed }: ForgetRequest): WhoItWas | null {
  return sealed === null ? null : whoItWas.parse(JSON.parse(ctx.secrets.open(sealed, sealedFor(id))));
}

/**
 * Takes the profile with its identifiers away: from then on nobody finds the person, and no call is written for them. Who
 * it was stays sealed, since partners and the rest of the work have to know. A second time changes nothing.
 */
async function eraseProfile(ctx: Ctx, request: ForgetRequest): Promise<WhoItWas> {
  const { workspaceId } = ctx;
  const known = whoIs(ctx, request);
  return withTransaction(ctx.db.pool, async (client) => {
    // Whoever is taken into a journey, or moved in one, just now is so before this, and goes with the rest.
    await closeJourneyGate(sqlOn(client), workspaceId);
    const held = await holdPerson(client, workspaceId, request.personId);
    const who = whoItWas.parse({
      profiles: [...new Set([...(known?.profiles ?? []), ...held.profiles])],
      identifiers: [...(known?.identifiers ?? []), ...held.identifiers],
    });
    const sealed = ctx.secrets.seal(JSON.stringify(who), sealedFor(request.id));
    await erasePerson(client, { workspaceId, requestId: request.id }, who.profiles, sealed);
    return who;
  });
}

/**
 * Deletes everything of a person in Junction: profile, events, memberships, and what the ledger holds of them (decision
 * 061). In pieces, each committed by itself; begun again it goes on.
 */
export async function eraseHere(ctx: Ctx, request: ForgetRequest, signal: AbortSignal): Promise<WhoItWas> {
  const { workspaceId } = ctx;
  const of = { workspaceId, requestId: request.id };
  const who = await eraseProfile(ctx, request);
  while ((await eraseEvents(ctx.db, of, who.profiles, PIECE)) > 0) {
    signal.throwIfAborted();
  }
  await ctx.db.transaction(async (db) => {
    await eraseMemberships(db, of, who.identifiers);
    await eraseFromLists(db, workspaceId, who);
    await eraseDecisions(db, of, who, ctx.clock.now());
    await renewReaders(db, workspaceId);
    await updateForget(db, workspaceId, request.id, { erasedAt: ctx.clock.now() });
  });
  return who;
}
