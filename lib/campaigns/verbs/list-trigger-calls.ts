import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { readCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { callRows } from "../external/call-store.ts";
import { recipientVerdict } from "../external/recipient-verdict.ts";
import { listTriggerCalls as schema, type triggerCallPage } from "../schema.ts";
import { campaignInWorkspace } from "../views.ts";

const MOST_RECIPIENTS = 100;

/**
 * Calls of the External Trigger API that named a campaign, newest first, each with what it meant for this campaign alone.
 * Throws `not_found`.
 */
export async function listTriggerCalls(
  ctx: Ctx,
  input: z.output<typeof schema>,
): Promise<z.output<typeof triggerCallPage>> {
  authorise(ctx, "campaigns.read");
  authorise(ctx, "people.read");
  const { id, only, cursor, limit } = parse(schema, input);
  const { number } = await campaignInWorkspace(ctx, id);
  const of = { workspaceId: ctx.workspaceId, campaignId: id, onlyRefused: only === "refused" };
  const before = readCursor("id", cursor);
  const rows = await callRows(ctx.db, of, { before, limit: limit + 1 });
  const items = rows.slice(0, limit);
  return {
    items: items.map(({ at, recipients, seq: _seq, ...row }) => {
      const all = z.array(recipientVerdict).parse(recipients);
      const mine = all.filter(({ campaignId }) => campaignId === String(number));
      const queued = mine.filter(({ verdict }) => verdict === "queued").length;
      return {
        ...row,
        ...{ at: at.toISOString(), queued, refused: mine.length - queued },
        recipients: mine.slice(0, MOST_RECIPIENTS),
      };
    }),
    nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
  };
}
