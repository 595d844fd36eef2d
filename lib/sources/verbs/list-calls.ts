import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { completeUpTo } from "../../events/log.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { acceptedView, refusedView } from "../call-views.ts";
import { CALLS_SCANNED, selectAccepted, selectRefused } from "../calls-store.ts";
import { type CallsView, type ListCalls, listCalls as schema } from "../schema.ts";
import { sourceInWorkspace } from "../views.ts";

const position = z.object({ tx: z.string().regex(/^\d{1,18}$/), at: z.number().int().min(0).max(4e12) });
/** A refused call may be stored this much later than its date says. */
const LATE_MS = 10_000;

/**
 * The newest calls of a source, newest first; with `after`, those that came since. Looks at the workspace's newest 5,000
 * events at most, so that a debugger left open costs little. Throws `not_found`.
 */
export async function listCalls(ctx: Ctx, input: ListCalls): Promise<CallsView> {
  authorise(ctx, "sources.read");
  const { id, after, search, outcome, limit } = parse(schema, input);
  await sourceInWorkspace(ctx, id);
  const since = after === undefined ? { tx: "0", at: LATE_MS } : decodeCursor(position, after, "after");
  const cursor = encodeCursor({ tx: String(await completeUpTo(ctx.db)), at: ctx.clock.now().getTime() });
  const filter = { workspaceId: ctx.workspaceId, sourceId: id, search, limit };
  const accepted =
    outcome === "refused"
      ? { rows: [], scanned: 0 }
      : await selectAccepted(ctx.db, { ...filter, fromTx: since.tx });
  const refused =
    outcome === "accepted"
      ? []
      : await selectRefused(ctx.db, { ...filter, from: new Date(since.at - LATE_MS) });
  const items = [...accepted.rows.map(acceptedView), ...refused.map(refusedView)]
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, limit);
  return { items, cursor, truncated: accepted.scanned >= CALLS_SCANNED };
}
