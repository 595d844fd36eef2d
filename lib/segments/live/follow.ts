import type { Ctx } from "../../context.ts";
import { type Last, type Queryable, withTransaction } from "../../db/queryable.ts";
import { lockJudging } from "../membership/book-store.ts";
import { candidatesOf } from "./candidates.ts";
import { judgement, settingAside } from "./judge-all.ts";
import { knownPlan, type LivePlan, livePlan } from "./plan.ts";
import { planVersion } from "./plan-store.ts";
import { spareCandidates } from "./spare-candidates.ts";
import {
  emptyWindow,
  type LiveWindow,
  lockLiveCursor,
  moveLiveCursor,
  readWindow,
  takeTouches,
} from "./window-store.ts";

/**
 * Transactions at or beyond the cursor whose rows this process has looked at already. Events and people are read one after the
 * other and are cut each for itself: of a transaction one may have been there, or within the limit, and the other not.
 */
type Seen = { events: ReadonlySet<string>; people: ReadonlySet<string> };

/**
 * By workspace, with when this process moved the cursor then: if that is not what the cursor says, somebody else was there, or
 * PostgreSQL crashed and forgot it.
 */
const ahead = new Map<string, { seen: Seen; movedAt: number }>();
const nothing: Seen = { events: new Set(), people: new Set() };

const freshOf = <Row extends { tx: string }>(rows: Row[], seen: ReadonlySet<string>): Row[] =>
  rows.filter(({ tx }) => !seen.has(tx));

/** What was seen and will come again, as the cursor stays before it. */
const stillAhead = (seen: ReadonlySet<string>, rows: { tx: string }[], complete: bigint): Set<string> =>
  new Set([...seen, ...rows.map(({ tx }) => tx)].filter((tx) => BigInt(tx) >= complete));

/** Without live segments only the cursor moves, so often: whoever is made finds the log read up to now. */
const WITHOUT_MS = 900;
const restedAt = new Map<string, number>();

/** How much older than its commit the id of a new person may say it is: a long transaction, clocks that differ. */
const LATE_MS = 5 * 60_000;

/** Undoes a transaction that has nothing to say. */
class StepBack extends Error {
  readonly why: "taken" | "changed";
  constructor(why: "taken" | "changed") {
    super(why);
    this.why = why;
  }
}

type Followed = {
  window: LiveWindow;
  isNews: boolean;
  seen: Seen;
  /** When the cursor had been moved before, and when this transaction moved it; null: it did not. */
  foundAt: Date;
  moved: Promise<Date | null>;
};

async function follow(ctx: Ctx, plan: LivePlan): Promise<Followed> {
  const work = async (client: Queryable, last: Last): Promise<Followed> => {
    const [movedAt, , window, touches, { version }] = await Promise.all([
      lockLiveCursor(client, ctx.workspaceId),
      lockJudging(client, ctx.workspaceId),
      plan.segments.size === 0 ? emptyWindow(client) : readWindow(client, ctx.workspaceId, plan),
      takeTouches(client, ctx.workspaceId),
      // Looked at last: a segment made after that sees all of this window when it is counted.
      planVersion(client, ctx.workspaceId),
    ]);
    if (!movedAt) {
      throw new StepBack("taken");
    }
    if (version !== plan.version) {
      throw new StepBack("changed");
    }
    const known = ahead.get(ctx.workspaceId);
    const seen = known?.movedAt === movedAt.getTime() ? known.seen : nothing;
    const events = freshOf(window.events, seen.events);
    const people = freshOf(window.people, seen.people);
    const newSince = new Date(movedAt.getTime() - LATE_MS);
    const now = ctx.clock.now();
    const news = candidatesOf(plan, { events, people, touches, newSince }, { now, zone: plan.zone });
    const isNews = events.length + people.length + touches.length > 0;
    await spareCandidates(client, ctx.workspaceId, news);
    const book = await judgement(ctx, client, plan.zone, news);
    last(book());
    const moved = moveLiveCursor(client, ctx.workspaceId, { tx: window.complete, now, isNews });
    last(moved);
    return { window, isNews, seen, foundAt: movedAt, moved };
  };
  return withTransaction(ctx.db.pipelined, work, { rederived: true, plannedOnce: true });
}

/**
 * Brings a workspace's live segments in step with what was committed since they last were: in one transaction the cursor
 * moves and people enter and leave. What lies behind a transaction that still runs is looked at as well, and not again
 * while this process remembers. Resolves whether there may be more at once.
 */
export async function followOnce(ctx: Ctx): Promise<boolean> {
  const plan = knownPlan(ctx.workspaceId) ?? (await livePlan(ctx));
  if (plan.segments.size === 0) {
    const rested = performance.now() - (restedAt.get(ctx.workspaceId) ?? Number.NEGATIVE_INFINITY);
    if (rested < WITHOUT_MS) {
      return false;
    }
    restedAt.set(ctx.workspaceId, performance.now());
  }
  try {
    const followed = await settingAside(ctx, () => follow(ctx, plan));
    if (followed === null) {
      await livePlan(ctx);
      return true;
    }
    const { window, isNews, seen, foundAt, moved } = followed;
    const movedAt = (await moved) ?? foundAt;
    const left = {
      events: stillAhead(seen.events, window.events, window.complete),
      people: stillAhead(seen.people, window.people, window.complete),
    };
    ahead.set(ctx.workspaceId, { seen: left, movedAt: movedAt.getTime() });
    return isNews;
  } catch (error) {
    if (!(error instanceof StepBack)) {
      throw error;
    }
    if (error.why === "changed") {
      await livePlan(ctx);
    }
    return error.why === "changed";
  }
}
