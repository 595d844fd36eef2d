import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { ChannelId } from "../../channels/catalog.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { profilesOf } from "../../people/profiles.ts";
import { messagesOf } from "../person-messages-store.ts";
import { outcomeOf } from "../recipient-view.ts";
import { type ListPersonMessages, type PersonMessagePage, listPersonMessages as schema } from "../schema.ts";

const position = z.object({ offset: z.number().int().min(0).max(100_000) });

/** What became of every message that campaigns had for somebody, whichever of their profiles it was for. Throws `not_found`. */
export async function listPersonMessages(ctx: Ctx, input: ListPersonMessages): Promise<PersonMessagePage> {
  authorise(ctx, "campaigns.read");
  authorise(ctx, "people.read");
  const { id, cursor, limit } = parse(schema, input);
  const people = await profilesOf(ctx, id);
  const offset = cursor === undefined ? 0 : decodeCursor(position, cursor).offset;
  const rows = await messagesOf(
    ctx.db,
    { workspaceId: ctx.workspaceId, people },
    { offset, limit: limit + 1 },
  );
  return {
    items: rows.slice(0, limit).map(({ campaignId, campaign, channel, ...record }) => ({
      ...outcomeOf(record),
      ...{ campaignId, campaign, channel: channel as ChannelId },
    })),
    nextCursor: rows.length > limit ? encodeCursor({ offset: offset + limit }) : null,
  };
}
