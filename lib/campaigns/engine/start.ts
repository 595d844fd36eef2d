import { DateTime } from "luxon";
import { type Ctx, inTransaction } from "../../context.ts";
import { wake } from "../../db/wake.ts";
import { Apart } from "../../jobs/apart.ts";
import { parse } from "../../kernel/parse.ts";
import { type CampaignDocument, campaignDocument, runsAgain } from "../document.ts";
import { beginOf } from "../person-times.ts";
import { runTimes } from "../run-times.ts";
import { type DueCampaign, insertRun, lockDueCampaign, markStarted } from "./start-store.ts";

const isLive = ({ qualification }: CampaignDocument) =>
  qualification === "live" || qualification === "external";

/** When a campaign's next run after a moment is planned, and when it begins; both null: it has none. */
export function nextRunOf(
  document: CampaignDocument,
  zone: string,
  after: Date,
): { plannedAt: Date | null; nextRunAt: Date | null } {
  const [plannedAt = null] = runTimes(document, zone, after, 1);
  const nextRunAt = plannedAt && beginOf(document, { at: plannedAt, zone });
  return { plannedAt, nextRunAt };
}

/** The Campaign ID of a run (contracts §4.4). */
function referenceOfRun(document: CampaignDocument, due: DueCampaign): string {
  const recurs = !isLive(document) && runsAgain(document.when);
  const day = DateTime.fromJSDate(due.plannedAt, { zone: due.zone }).toFormat("yyyyMMdd");
  return recurs ? `${due.number}_${day}` : due.number;
}

/** Opens the run of a campaign that is due. In the caller's transaction, which has locked the campaign. */
export async function openRun(tx: Ctx, due: DueCampaign): Promise<void> {
  const document = parse(campaignDocument, due.document);
  const now = tx.clock.now();
  const live = isLive(document);
  await insertRun(tx.db, {
    workspaceId: due.workspaceId,
    campaignId: due.id,
    number: due.runs + 1,
    version: due.version,
    kind: live ? "live" : "batch",
    reference: referenceOfRun(document, due),
    plannedAt: due.plannedAt,
    now,
  });
  const recurs = !live && runsAgain(document.when);
  // A run that was missed while no worker ran is made up for once, not once for each time it was missed.
  const after = new Date(Math.max(due.plannedAt.getTime(), now.getTime()));
  const next = recurs ? nextRunOf(document, due.zone, after) : { plannedAt: null, nextRunAt: null };
  await markStarted(tx.db, { workspaceId: due.workspaceId, campaignId: due.id, ...next, now });
}

const apart = new Apart("campaign");

/** Starts one campaign whose time has come. False when none is due. */
export async function startDueCampaign(ctx: Ctx): Promise<boolean> {
  return apart.workOnNext(ctx, async (take) => {
    const workspaceId = await inTransaction(ctx, async (tx) => {
      const due = await lockDueCampaign(tx.db, tx.clock.now(), apart.resting());
      if (!due) {
        return null;
      }
      take(due.id);
      await openRun({ ...tx, workspaceId: due.workspaceId }, due);
      return due.workspaceId;
    });
    if (workspaceId) {
      wake(ctx.db.pool, "campaigns", workspaceId);
    }
    return workspaceId !== null;
  });
}
