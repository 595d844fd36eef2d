import { z } from "zod";
import type { Ctx } from "../context.ts";
import type { Sql } from "../db/queryable.ts";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import type { JsonObject } from "../kernel/json.ts";
import { profilesLike } from "../people/profiles.ts";
import { decidedRecipients, type RecipientRecord, waitingRecipients } from "./report-store.ts";
import type { RecipientsAsked } from "./schema.ts";

const position = z.object({
  of: z.enum(["decided", "waiting"]),
  at: z.iso.datetime(),
  personId: z.uuid(),
  runId: z.uuid(),
  occasion: z.string().regex(/^-?\d{1,19}$/),
});

/** Which of the two kinds of deliveries a question means: those that came to a verdict, those that wait for one. */
export function kindsOf({ status, code, did, reachable }: RecipientsAsked): {
  decided: boolean;
  waiting: boolean;
} {
  const waiting = status === "waiting";
  return {
    decided: !waiting,
    waiting:
      waiting || (status === undefined && code === undefined && did === undefined && reachable !== "no"),
  };
}

function positionOf({ decidedAt, dueAt, personId, runId, occasion }: RecipientRecord): JsonObject {
  const at = (decidedAt ?? dueAt)?.toISOString() ?? "";
  return { of: decidedAt ? "decided" : "waiting", at, personId, runId, occasion };
}

/** Reads the page behind a cursor; with `sql`, on a connection of the caller's. */
export type ReadRecipients = (
  cursor: string | undefined,
  limit: number,
  sql?: Sql,
) => Promise<{ rows: RecipientRecord[]; nextCursor: string | null }>;

/** Reads, page by page, those who came to a verdict, the last decided first, then those who wait for one, the next first. */
export async function recipientReader(ctx: Ctx, asked: RecipientsAsked): Promise<ReadRecipients> {
  const { id, runId = null, search } = asked;
  const people = search === "" ? null : await profilesLike(ctx, search);
  const where = { workspaceId: ctx.workspaceId, campaignId: id, runId, people };
  const kinds = kindsOf(asked);
  return async (cursor, limit, sql = ctx.db) => {
    const after = cursor === undefined ? null : decodeCursor(position, cursor);
    const found =
      kinds.decided && after?.of !== "waiting"
        ? await decidedRecipients(sql, where, asked, { after, limit: limit + 1 })
        : [];
    const left = limit + 1 - found.length;
    if (kinds.waiting && left > 0) {
      const begun = after?.of === "waiting" ? after : null;
      found.push(...(await waitingRecipients(sql, where, { after: begun, limit: left })));
    }
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return { rows, nextCursor: found.length > limit && last ? encodeCursor(positionOf(last)) : null };
  };
}
