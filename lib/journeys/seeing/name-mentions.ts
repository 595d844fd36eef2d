import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import type { JourneyDraft } from "../document.ts";
import { mentionedIn, namedBy } from "../mentioned.ts";
import type { Mention, Named } from "../nodes/mentions.ts";
import { namesOf } from "./names-store.ts";
import { type MentionNames, type NameMentions, nameMentions as schema } from "./schema.ts";

async function named(ctx: Pick<Ctx, "db" | "workspaceId">, asked: NameMentions): Promise<MentionNames> {
  const { segments, audiences, journeys } = asked;
  if (segments.length + audiences.length + journeys.length === 0) {
    return { items: [] };
  }
  const rows = await namesOf(ctx.db, ctx.workspaceId, asked);
  const byKey = new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  const items = (kind: Mention["kind"], ids: string[]) =>
    [...new Set(ids)].map((id) => byKey.get(`${kind} ${id}`) ?? { kind, id, name: null, archived: false });
  return {
    items: [...items("segment", segments), ...items("audience", audiences), ...items("journey", journeys)],
  };
}

/** What segments, audiences and journeys of the workspace are called, by their ids; of others there is no name. */
export async function nameMentions(ctx: Ctx, input: NameMentions): Promise<MentionNames> {
  authorise(ctx, "journeys.read");
  return named(ctx, parse(schema, input));
}

/** The same for a verb that has authorised. */
export const namesAsked = async (ctx: Pick<Ctx, "db" | "workspaceId">, asked: NameMentions): Promise<Named> =>
  namedBy(await named(ctx, asked));

/** The names of all that these documents speak of, for a verb that has authorised. */
export const namesIn = (
  ctx: Pick<Ctx, "db" | "workspaceId">,
  documents: Iterable<Pick<JourneyDraft, "nodes">>,
): Promise<Named> => namesAsked(ctx, mentionedIn(documents));
