import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { profilesLike } from "../../people/profiles.ts";
import { recipientRowOf } from "../recipient-view.ts";
import { decidedRecipients, type RecipientRecord, waitingRecipients } from "../report-store.ts";
import { type ListRecipients, type recipientPage, listRecipients as schema } from "../schema.ts";
import { campaignInWorkspace } from "../views.ts";

const position = z.object({
  of: z.enum(["decided", "waiting"]),
  at: z.iso.datetime(),
  personId: z.uuid(),
  runId: z.uuid(),
  occasion: z.string().regex(/^-?\d{1,19}$/),
});
type Asked = z.output<typeof schema>;

/** Which of the two kinds of deliveries a question means: those that came to a verdict, those that wait for one. */
function kindsOf({ status, code, did, reachable }: Asked): { decided: boolean; waiting: boolean } {
  const waiting = status === "waiting";
  return {
    decided: !waiting,
    waiting:
      waiting || (status === undefined && code === undefined && did === undefined && reachable !== "no"),
  };
}

/**
 * The people behind a number of a campaign's report: those who came to a verdict, the last decided first, then those who
 * wait for one, the next first.
 */
export async function listRecipients(
  ctx: Ctx,
  input: ListRecipients,
): Promise<z.output<typeof recipientPage>> {
  authorise(ctx, "campaigns.read");
  authorise(ctx, "people.read");
  const asked = parse(schema, input);
  const { id, runId, search, cursor, limit } = asked;
  await campaignInWorkspace(ctx, id);
  const people = search === "" ? null : await profilesLike(ctx, search);
  const where = { workspaceId: ctx.workspaceId, campaignId: id, runId: runId ?? null, people };
  const after = cursor === undefined ? null : decodeCursor(position, cursor);
  const kinds = kindsOf(asked);
  const rows =
    kinds.decided && after?.of !== "waiting"
      ? await decidedRecipients(ctx.db, where, asked, { after, limit: limit + 1 })
      : [];
  const left = limit + 1 - rows.length;
  if (kinds.waiting && left > 0) {
    const begun = after?.of === "waiting" ? after : null;
    rows.push(...(await waitingRecipients(ctx.db, where, { after: begun, limit: left })));
  }
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(recipientRowOf),
    nextCursor: rows.length > limit && last ? encodeCursor(positionOf(last)) : null,
  };
}

function positionOf({ decidedAt, dueAt, personId, runId, occasion }: RecipientRecord): JsonObject {
  const at = (decidedAt ?? dueAt)?.toISOString() ?? "";
  return { of: decidedAt ? "decided" : "waiting", at, personId, runId, occasion };
}
