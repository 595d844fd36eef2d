import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import type { DestinationRecord } from "./destination-store.ts";
import { type DestinationReplay, replayById } from "./replay-store.ts";
import { type ReplayView, replayFilter } from "./schema.ts";

/** Throws `precondition` for a destination that sends nothing from here: a replay of it would wait for ever. */
export function refuseUnlessSending({ enabled, mode }: DestinationRecord): void {
  if (mode !== "cloud") {
    throw new Fault("precondition", "The app's own SDK sends in device mode; nothing can be sent from here.");
  }
  if (!enabled) {
    throw new Fault("precondition", "The destination is off. Switch it on first, then send again.");
  }
}

function percentOf(row: DestinationReplay): number | null {
  if (row.status === "DONE") {
    return 100;
  }
  const expected = Number(row.expected);
  return row.status === "RUNNING" && expected > 0
    ? Math.min(99, Math.floor((100 * Number(row.read)) / expected))
    : null;
}

export function replayViewOf(row: DestinationReplay): ReplayView {
  return {
    id: row.id,
    destinationId: row.destinationId,
    kind: row.kind === "retry" ? "retry" : "replay",
    filter: row.kind === "retry" ? null : (replayFilter.safeParse(row.filter).data ?? null),
    status: row.status as ReplayView["status"],
    percent: percentOf(row),
    expected: Number(row.expected),
    read: Number(row.read),
    delivered: Number(row.delivered),
    filtered: Number(row.filtered),
    refused: Number(row.refused),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
    stoppedBy: row.stoppedBy,
  };
}

/** The replay of a destination in the caller's workspace. Throws `not_found`. */
export async function replayInDestination(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  destinationId: string,
  id: string,
): Promise<ReplayView> {
  const row = await replayById(ctx.db, ctx.workspaceId, destinationId, id);
  if (!row) {
    throw new Fault("not_found", "There is no such replay of this destination.");
  }
  return replayViewOf(row);
}
