import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { profilesLike } from "../../people/profiles.ts";
import { recipientRowOf } from "../recipient-view.ts";
import { decidedRecipients, waitingRecipients } from "../report-store.ts";
import { type ListRecipients, type recipientPage, listRecipients as schema } from "../schema.ts";
import { campaignInWorkspace } from "../views.ts";

const position = z.object({ at: z.iso.datetime(), personId: z.uuid() });

/** The people behind a number of a campaign's report. Without a status: all who came to a verdict. */
export async function listRecipients(
  ctx: Ctx,
  input: ListRecipients,
): Promise<z.output<typeof recipientPage>> {
  authorise(ctx, "campaigns.read");
  authorise(ctx, "people.read");
  const { id, runId, search, cursor, limit, ...filter } = parse(schema, input);
  await campaignInWorkspace(ctx, id);
  const people = search === "" ? null : await profilesLike(ctx, search);
  const where = { workspaceId: ctx.workspaceId, campaignId: id, runId: runId ?? null, people };
  const after = cursor === undefined ? null : decodeCursor(position, cursor);
  const page = { after, limit: limit + 1 };
  const rows =
    filter.status === "waiting"
      ? await waitingRecipients(ctx.db, where, page)
      : await decidedRecipients(ctx.db, where, filter, page);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const at = (last?.decidedAt ?? last?.dueAt)?.toISOString() ?? "";
  return {
    items: items.map(recipientRowOf),
    nextCursor: rows.length > limit && last ? encodeCursor({ at, personId: last.personId }) : null,
  };
}
