import { audit } from "../../access/audit.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import type { HaltReason } from "../../delivery/halt.ts";
import type { Outage } from "../../delivery/outage.ts";
import { markAttention } from "../../integrations/mark-attention.ts";
import { type ClaimedDestination, haltDestination, releaseDestination } from "./claim-store.ts";

type Claim = {
  destination: ClaimedDestination;
  lease: string;
  /** The partner took nothing when the work ended. */
  outage: Outage | null;
};

/** Stops the destination until somebody acts; `credentials`: its connection is at fault and is marked. */
async function halt(
  ctx: Ctx,
  { destination, lease }: Claim,
  reason: string,
  options: { credentials: boolean },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // The connection first: what is mended after this moment is newer than the halt.
    if (options.credentials) {
      await markAttention(tx, destination.connectionId, reason);
    }
    const claim = { workspaceId: tx.workspaceId, id: destination.id, lease };
    const name = await haltDestination(tx.db, claim, { reason, now: tx.clock.now() });
    if (name !== null) {
      await audit(tx, {
        action: "destination.halted",
        object: { kind: "destination", id: destination.id, name },
        changes: { halted: { from: null, to: reason } },
      });
    }
  });
}

function release(ctx: Ctx, { destination, lease }: Claim, outage: Outage | null = null): Promise<void> {
  return releaseDestination(ctx.db, { workspaceId: ctx.workspaceId, id: destination.id, lease }, outage);
}

type Halts = {
  [Kind in HaltReason["kind"]]: (
    ctx: Ctx,
    claim: Claim,
    reason: Extract<HaltReason, { kind: Kind }>,
  ) => Promise<void>;
};

/** What each way of halting means for the destination. */
const halts: Halts = {
  // Switched off, changed or to be tried at once: whoever takes it up next works by what is stored now.
  stopped: (ctx, claim) => release(ctx, claim),
  lost: async () => {},
  ending: (ctx, claim) => release(ctx, claim, claim.outage),
  parked: (ctx, claim, { outage }) => release(ctx, claim, outage),
  unauthorised: (ctx, claim, { message }) => halt(ctx, claim, message, { credentials: true }),
  refused: (ctx, claim, { message }) => halt(ctx, claim, message, { credentials: false }),
  failed: (ctx, claim, { message }) => halt(ctx, claim, message, { credentials: false }),
};

export function handleHalt(ctx: Ctx, claim: Claim, reason: HaltReason): Promise<void> {
  const handle = halts[reason.kind] as (ctx: Ctx, claim: Claim, reason: HaltReason) => Promise<void>;
  return handle(ctx, claim, reason);
}
