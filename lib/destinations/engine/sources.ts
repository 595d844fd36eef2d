import type { Ctx } from "../../context.ts";
import { completeUpTo } from "../../events/log.ts";
import type { ClaimedDestination } from "./claim-store.ts";
import { chosenCalls, newCalls, shelvedCalls } from "./page-store.ts";
import type { OpenReplay } from "./replay-store.ts";
import { placeBefore, type ReadCalls } from "./streams.ts";

type Of = Pick<Ctx, "db" | "workspaceId">;

/** Reads the calls of a destination's source as they come. */
export function readNew({ db, workspaceId }: Of, { sourceId }: ClaimedDestination): ReadCalls {
  return async (after, limit) => {
    const beforeTx = String(await completeUpTo(db));
    const rows = await newCalls(db.pool, { workspaceId, sourceId, after, beforeTx, limit });
    const end = placeBefore(beforeTx);
    return { rows, end: BigInt(end.tx) > BigInt(after.tx) ? end : after };
  };
}

type Kind = (of: Of, destination: ClaimedDestination, replay: OpenReplay) => ReadCalls;

const kinds: Record<string, Kind> = {
  replay:
    ({ db, workspaceId }, { sourceId }, { filter, upTo }) =>
    async (after, limit) => ({
      rows: await chosenCalls(db.pool, { workspaceId, sourceId, after, upTo, filter, limit }),
      end: upTo,
    }),
  retry:
    ({ db, workspaceId }, { id: destinationId }, { id: replayId, upTo }) =>
    async (after, limit) => ({
      rows: await shelvedCalls(db.pool, { workspaceId, destinationId, replayId, after, limit }),
      end: upTo,
    }),
};

/** Reads the calls that a replay sends again. Throws for a kind that nobody knows. */
export function readAgain(of: Of, destination: ClaimedDestination, replay: OpenReplay): ReadCalls {
  const kind = Object.hasOwn(kinds, replay.kind) ? kinds[replay.kind] : undefined;
  if (!kind) {
    throw new Error(`There is no way to read a replay of kind ${replay.kind}.`);
  }
  return kind(of, destination, replay);
}
