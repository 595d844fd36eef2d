import type { Ctx } from "../../context.ts";
import type { Gate } from "../../delivery/gate.ts";
import type { CallLane, PartnerAccess } from "../../partners/connector.ts";
import type { ClaimedDestination } from "./claim-store.ts";

/** A destination that is worked on, and all that sending for it needs. */
export type Held = {
  ctx: Ctx;
  destination: ClaimedDestination;
  lease: string;
  lane: CallLane;
  gate: Gate;
  credentials: { access(): PartnerAccess; renewAccess(refused: PartnerAccess): Promise<boolean> };
  /** Ends the waiting of all requests when one of them found that nothing may leave any more. */
  over: AbortController;
};

/** What is sent from: new calls (null), or a replay. */
export type StreamId = string | null;
