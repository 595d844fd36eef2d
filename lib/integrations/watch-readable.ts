import { UNREADABLE } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import type { Ticker } from "../jobs/define-job.ts";
import { readableSecrets } from "../partners/access.ts";
import { setStatus } from "./set-status.ts";
import { allConnections } from "./store.ts";

const PROBLEM = `${UNREADABLE}.`;
/** Known by this, whatever the rest of the sentence was in the version that wrote it; no partner speaks of it. */
const isOurs = (problem: string | null): boolean => problem?.includes("JUNCTION_SECRET") ?? false;

/**
 * Says of each connection whose keys were stored under another JUNCTION_SECRET that it needs attention and what mends it, and
 * takes that back once they can be read again. Resolves how many cannot be read.
 */
export async function markUnreadable(ctx: Ctx): Promise<number> {
  let unreadable = 0;
  for (const { workspaceId, id, secrets, problem } of await allConnections(ctx.db)) {
    const isReadable =
      Object.keys(readableSecrets(ctx, { id, secrets })).length === Object.keys(secrets).length;
    unreadable += isReadable ? 0 : 1;
    if (isReadable === isOurs(problem)) {
      await ctx.db.transaction((db) =>
        setStatus(
          { ...ctx, workspaceId, db },
          id,
          isReadable ? { status: "connected", problem: null } : { status: "attention", problem: PROBLEM },
        ),
      );
    }
  }
  return unreadable;
}

/** Looks at the start, and then each minute: somebody may enter a key anew, or another process have another secret. */
export function readableTicker(): Ticker {
  let told = 0;
  return {
    name: "integrations.readable",
    everyMs: 60_000,
    tick: async (ctx) => {
      const unreadable = await markUnreadable(ctx);
      if (unreadable > 0 && unreadable !== told) {
        ctx.log.warn(
          { unreadable },
          `the keys of ${unreadable} connections cannot be read: they were stored under another JUNCTION_SECRET. Start Junction with the former one, or enter the keys again under Settings > Integrations and Settings > Partners`,
        );
      }
      told = unreadable;
      return false;
    },
  };
}
