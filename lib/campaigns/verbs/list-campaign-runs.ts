import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { readCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { type RunRow, runRows } from "../run-control-store.ts";
import { type CampaignRunView, type campaignRunPage, listCampaignRuns as schema } from "../schema.ts";
import { campaignInWorkspace } from "../views.ts";

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

function viewOf({ pending, plannedAt, startedAt, endedAt, ...row }: RunRow): CampaignRunView {
  const decided = row.sent + row.failed + row.held + pending;
  return {
    ...row,
    // A live run has nobody who qualifies before something happens.
    qualified: row.kind === "live" ? decided : row.qualified,
    waitingPeople: pending,
    plannedAt: plannedAt.toISOString(),
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
  };
}

/** Runs of a campaign, newest first. Throws `not_found`. */
export async function listCampaignRuns(
  ctx: Ctx,
  input: z.output<typeof schema>,
): Promise<z.output<typeof campaignRunPage>> {
  authorise(ctx, "campaigns.read");
  const { id, cursor, limit } = parse(schema, input);
  await campaignInWorkspace(ctx, id);
  const below = readCursor("number", cursor);
  const rows = await runRows(ctx.db, ctx.workspaceId, id, { below, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(viewOf), nextCursor: rows.length > limit && last ? String(last.number) : null };
}
