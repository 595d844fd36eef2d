import type { Ctx } from "../../context.ts";
import { type Queryable, withTransaction } from "../../db/queryable.ts";
import { Apart } from "../../jobs/apart.ts";
import { lockJudging } from "../membership/book-store.ts";
import type { ChangeCause } from "../membership/change-sql.ts";
import type { Candidates } from "./candidates.ts";
import { dropDues, takeDues, workspacesDue } from "./due-store.ts";
import { judgeAll, settingAside } from "./judge-all.ts";
import { livePlan } from "./plan.ts";
import { planVersion } from "./plan-store.ts";

/** Judges people of one workspace whose time has come. Resolves whether there may be more at once. */
async function judgeDue(ctx: Ctx): Promise<boolean> {
  const plan = await livePlan(ctx);
  const work = async (client: Queryable): Promise<boolean> => {
    const [, due, { version }] = await Promise.all([
      lockJudging(client, ctx.workspaceId),
      takeDues(client, ctx.workspaceId, ctx.clock.now()),
      planVersion(client, ctx.workspaceId),
    ]);
    if (version !== plan.version) {
      return true;
    }
    const candidates: Candidates = new Map();
    const left: typeof due = [];
    for (const each of due) {
      const segment = plan.segments.get(each.segmentId);
      if (segment) {
        const people = candidates.get(segment) ?? new Map<string, ChangeCause>();
        candidates.set(segment, people.set(each.personId, "time"));
      } else {
        left.push(each);
      }
    }
    // Of segments that are live no more.
    await dropDues(client, ctx.workspaceId, left);
    await judgeAll(ctx, client, plan.zone, { candidates, timed: true });
    return due.length > 0;
  };
  const done = await settingAside(ctx, () =>
    withTransaction(ctx.db.pipelined, work, { rederived: true, plannedOnce: true }),
  );
  return done ?? true;
}

const apart = new Apart("workspace of segments.dues");

/** Lets people enter and leave because a time has passed. Resolves whether there may be more at once. */
export async function judgeDues(ctx: Ctx): Promise<boolean> {
  let more = false;
  for (const workspaceId of await workspacesDue(ctx.db.pool, ctx.clock.now())) {
    more = (await apart.work(ctx, workspaceId, () => judgeDue({ ...ctx, workspaceId }))) || more;
  }
  return more;
}
