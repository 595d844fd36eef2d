import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import {
  type Counter,
  OVERVIEW_COUNT_LIMIT,
  OVERVIEW_HOURS,
  type OverviewExport,
  type OverviewView,
  problemKinds,
} from "../schema.ts";
import * as store from "../store.ts";

const PROBLEMS_OF_A_KIND = 5;
const EXPORTS_SHOWN = 5;

function counterOf(rows: store.HourRow[]): Counter {
  const hours = Array.from({ length: OVERVIEW_HOURS }, () => 0);
  for (const row of rows) {
    hours[Math.min(row.hour, OVERVIEW_HOURS - 1)] = row.n;
  }
  return {
    total: hours.reduce((sum, n) => sum + n, 0),
    // The limit was reached before the 24 hours were over.
    atLeast: (rows[0]?.scanned ?? 0) >= OVERVIEW_COUNT_LIMIT,
    hours,
  };
}

function exportOf(row: store.ExportRow): OverviewExport {
  return { ...row, nextAt: row.nextAt?.toISOString() ?? null };
}

/**
 * What the home page shows. Bounded: each counter reads at most `OVERVIEW_COUNT_LIMIT` index entries and says so when
 * there were more; problems and exports are the first few of each kind.
 */
export async function getOverview(ctx: Ctx, _input: object): Promise<OverviewView> {
  authorise(ctx, "workspace.read");
  const now = ctx.clock.now();
  const scope = {
    workspaceId: ctx.workspaceId,
    since: new Date(now.getTime() - OVERVIEW_HOURS * 3_600_000),
    now,
  };
  const [received, newPeople, sent, refused, problems, exports, start] = await Promise.all([
    store.receivedByHour(ctx.db, scope, OVERVIEW_COUNT_LIMIT),
    store.newPeopleByHour(ctx.db, scope, OVERVIEW_COUNT_LIMIT),
    store.sentByHour(ctx.db, scope, OVERVIEW_COUNT_LIMIT),
    store.refusedByHour(ctx.db, scope, OVERVIEW_COUNT_LIMIT),
    store.problems(ctx.db, scope, PROBLEMS_OF_A_KIND),
    store.exportsNowAndNext(ctx.db, scope, EXPORTS_SHOWN),
    store.firstSteps(ctx.db, ctx.workspaceId),
  ]);
  return {
    at: now.toISOString(),
    problems: problems
      .map((row) => ({ ...row, at: row.at?.toISOString() ?? null }))
      .sort((a, b) => problemKinds.indexOf(a.kind) - problemKinds.indexOf(b.kind)),
    received: counterOf(received),
    newPeople: counterOf(newPeople),
    sent: counterOf(sent),
    refused: counterOf(refused),
    running: exports.filter((row) => row.status === "RUNNING").map(exportOf),
    next: exports.filter((row) => row.status !== "RUNNING").map(exportOf),
    start,
  };
}
