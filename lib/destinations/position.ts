import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "../context.ts";
import { type Position, placeOfNow } from "./position-store.ts";

const TRIES = 40;
const PAUSE_MS = 25;

/**
 * Where the calls of a source stand now: those that are committed lie before it, those that commit later behind it. While
 * calls come in, the two can lie mixed for a moment; it is waited for that, up to a second. Should somebody hold a
 * transaction open for longer, calls that came since it began lie behind: sent once too often beats lost.
 */
export async function positionOfNow(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  sourceId: string,
): Promise<Position> {
  for (let tries = 1; ; tries += 1) {
    const { place, mixed } = await placeOfNow(ctx.db, ctx.workspaceId, sourceId);
    if (!mixed || tries === TRIES) {
      return place;
    }
    await sleep(PAUSE_MS);
  }
}
