import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { type SourceHourRow, selectHours } from "../hours-store.ts";
import type { ListedSource } from "../schema.ts";
import { selectSources } from "../store.ts";
import { sourceViewOf } from "../views.ts";

const HOUR_MS = 3_600_000;
const HOURS = 24;

function lastDayOf(rows: SourceHourRow[]): ListedSource["lastDay"] {
  const hours = Array.from({ length: HOURS }, () => 0);
  let accepted = 0;
  let refused = 0;
  for (const row of rows) {
    if (row.hour < HOURS) {
      hours[row.hour] = row.accepted + row.refused;
      accepted += row.accepted;
      refused += row.refused;
    }
  }
  return { accepted, refused, hours };
}

/** All sources of the workspace that are not archived, oldest first, with what each received in the last day. */
export async function listSources(ctx: Ctx, _input: object): Promise<{ items: ListedSource[] }> {
  authorise(ctx, "sources.read");
  const rows = await selectSources(ctx.db, ctx.workspaceId);
  const thisHour = Math.floor(ctx.clock.now().getTime() / HOUR_MS) * HOUR_MS;
  const since = new Date(thisHour - (HOURS - 1) * HOUR_MS);
  const hours = await selectHours(ctx.db, ctx.workspaceId, since);
  return {
    items: rows.map((row) => ({
      ...sourceViewOf(row),
      lastDay: lastDayOf(hours.filter((hour) => hour.sourceId === row.id)),
    })),
  };
}
