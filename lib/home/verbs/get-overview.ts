import { actorId } from "../../access/actor.ts";
import { authorise, isAllowed } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { type ComingRow, comingRows } from "../coming-store.ts";
import {
  type Counter,
  OVERVIEW_COUNT_LIMIT,
  OVERVIEW_HOURS,
  type OverviewComing,
  type OverviewView,
  problemKinds,
} from "../schema.ts";
import * as store from "../store.ts";

const PROBLEMS_OF_A_KIND = 5;
/** Of what runs, and of what comes next. */
const COMING_SHOWN = 8;

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

/** What runs by the time it started, then what comes next by its time; what has none stands first. */
function comingOf(rows: ComingRow[]): OverviewComing[] {
  const byTime = rows
    .map((row) => ({ ...row, at: row.at?.toISOString() ?? null }))
    .sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
  return [true, false].flatMap((running) =>
    byTime.filter((row) => row.running === running).slice(0, COMING_SHOWN),
  );
}

/**
 * What the home page shows. Bounded: each counter reads at most `OVERVIEW_COUNT_LIMIT` index entries and says so when
 * there were more; problems are the first few of each kind, and so is what runs and comes next.
 */
export async function getOverview(ctx: Ctx, _input: object): Promise<OverviewView> {
  authorise(ctx, "workspace.read");
  const now = ctx.clock.now();
  const scope = {
    workspaceId: ctx.workspaceId,
    since: new Date(now.getTime() - OVERVIEW_HOURS * 3_600_000),
    now,
  };
  const author = isAllowed(ctx, "campaigns.write") ? actorId(ctx.actor) : null;
  const [received, newPeople, sent, messages, refused, problems, coming, start] = await Promise.all([
    store.receivedByHour(ctx.db, scope, OVERVIEW_COUNT_LIMIT),
    store.newPeopleByHour(ctx.db, scope, OVERVIEW_COUNT_LIMIT),
    store.sentByHour(ctx.db, scope, OVERVIEW_COUNT_LIMIT),
    store.messagesByHour(ctx.db, scope, OVERVIEW_COUNT_LIMIT),
    store.refusedByHour(ctx.db, scope, OVERVIEW_COUNT_LIMIT),
    store.problems(ctx.db, scope, PROBLEMS_OF_A_KIND, author),
    comingRows(ctx.db, ctx.workspaceId, COMING_SHOWN),
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
    messages: counterOf(messages),
    refused: counterOf(refused),
    coming: comingOf(coming),
    start,
  };
}
