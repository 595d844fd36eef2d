import { workspaceTimeZone } from "../access/time-zone.ts";
import type { Ctx } from "../context.ts";
import type { LogCall } from "./calls-store.ts";
import type { DestinationRecord } from "./destination-store.ts";
import { type FateView, fateOf } from "./fate-of.ts";
import { type Booked, bookedOf } from "./fates-store.ts";
import { stateOf } from "./state.ts";

/** Requests are kept for so long. */
const KEPT_MS = 7 * 86_400_000;

export type CallFate = {
  call: LogCall;
  destination: DestinationRecord;
  booked: Booked | undefined;
  fate: FateView;
};

const key = (destinationId: string, seq: string) => `${destinationId} ${seq}`;

function isAhead({ tx, seq }: LogCall, { position_tx, position_seq }: DestinationRecord): boolean {
  const [ofCall, ofPosition] = [BigInt(tx), position_tx];
  return ofCall === ofPosition ? BigInt(seq) > position_seq : ofCall > ofPosition;
}

/** What became of each of these calls at each of these destinations, call by call in their order. */
export async function fatesOf(
  ctx: Ctx,
  destinations: DestinationRecord[],
  calls: LogCall[],
): Promise<CallFate[]> {
  if (destinations.length === 0 || calls.length === 0) {
    return [];
  }
  const [rows, zone] = await Promise.all([
    bookedOf(ctx.db, {
      workspaceId: ctx.workspaceId,
      destinationIds: destinations.map(({ id }) => id),
      seqs: calls.map(({ seq }) => seq),
    }),
    workspaceTimeZone(ctx),
  ]);
  const books = new Map(rows.map((row) => [key(row.destinationId, row.seq), row]));
  const now = ctx.clock.now();
  const standing = destinations.map((destination) => {
    const { state, problem } = stateOf(destination, now, zone);
    return { destination, problem: state === "off" ? "The destination is off." : problem };
  });
  return calls.flatMap((call) =>
    standing.map(({ destination, problem }) => {
      const booked = books.get(key(destination.id, call.seq));
      const isOld =
        now.getTime() - call.receivedAt.getTime() > KEPT_MS && call.receivedAt > destination.created_at;
      const fate = fateOf(booked, { isAhead: isAhead(call, destination), problem, isOld });
      return { call, destination, booked, fate };
    }),
  );
}
