import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { readCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { withoutUnknown } from "../../kernel/without-unknown.ts";
import type { CampaignRecord } from "../campaign-store.ts";
import { campaignDocument } from "../document.ts";
import { type LeftOut, leftOutNow } from "../left-out.ts";
import { duePeople, type RunRow, runRows } from "../run-control-store.ts";
import { type CampaignRunView, type campaignRunPage, listCampaignRuns as schema } from "../schema.ts";
import { campaignInWorkspace } from "../views.ts";

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;

/** Null of a run that is not held; of one that is, a marketer decides by it whether letting it go still sends anything. */
async function leftOutOf(ctx: Ctx, { draft }: CampaignRecord, run: RunRow): Promise<LeftOut | null> {
  if (run.status !== "HELD") {
    return null;
  }
  const document = parse(campaignDocument, withoutUnknown(campaignDocument, draft));
  const { cutOff, quiet, userTimeZone } = document.when;
  if (cutOff === null && quiet === null) {
    return { cutOff: 0, quiet: 0 };
  }
  const now = ctx.clock.now();
  const byZone = quiet !== null || userTimeZone !== null;
  const [zone, due] = await Promise.all([
    workspaceTimeZone(ctx),
    duePeople(ctx.db, { workspaceId: ctx.workspaceId, runId: run.id }, { byZone, now }),
  ]);
  const planned = { at: run.plannedAt, zone };
  return leftOutNow(document, { planned, begunAt: run.startedAt ?? run.plannedAt }, due, now);
}

function viewOf(
  { pending, plannedAt, startedAt, endedAt, ...row }: RunRow,
  leftOut: LeftOut | null,
): CampaignRunView {
  const decided = row.sent + row.failed + row.held + pending;
  return {
    ...row,
    // A live run has nobody who qualifies before something happens.
    qualified: row.kind === "live" ? decided : row.qualified,
    waitingPeople: pending,
    leftOut,
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
  const record = await campaignInWorkspace(ctx, id);
  const below = readCursor("number", cursor);
  const rows = await runRows(ctx.db, ctx.workspaceId, id, { below, limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const views = await Promise.all(items.map(async (run) => viewOf(run, await leftOutOf(ctx, record, run))));
  return { items: views, nextCursor: rows.length > limit && last ? String(last.number) : null };
}
