import { z } from "zod";
import type { Ctx } from "../context.ts";
import { identifiersOf, livingOf, peopleLike, withMerged } from "./profiles-store.ts";
import { personInWorkspace } from "./views.ts";

type In = Pick<Ctx, "db" | "workspaceId">;

/** At most 200 people whose identifiers begin with `text`, or whose id it is, with the profiles that merged into them. */
export async function profilesLike(ctx: In, text: string): Promise<string[]> {
  const found = await peopleLike(ctx.db.pool, ctx.workspaceId, text);
  return found.length > 0 ? withMerged(ctx.db.pool, ctx.workspaceId, found) : [];
}

/** A person's id and those of all profiles that merged into them, that one first. Throws `not_found`. */
export async function profilesOf(ctx: Ctx, id: string): Promise<[string, ...string[]]> {
  const person = await personInWorkspace(ctx, id);
  const all = await withMerged(ctx.db.pool, ctx.workspaceId, [person.id]);
  return [person.id, ...all.filter((one) => one !== person.id)];
}

/** What each profile is best known by: the strongest identifier of the person it is or became. */
export async function bestIdentifiers(ctx: In, ids: string[]): Promise<Map<string, string | null>> {
  const rows = ids.length > 0 ? await identifiersOf(ctx.db.pool, ctx.workspaceId, ids) : [];
  return new Map(rows.map((row) => [row.id, row.identifier]));
}

/** Those of these texts that are the id of a person, each with the person that it is or became. */
export async function personIdsAmong(ctx: In, texts: string[]): Promise<Map<string, string>> {
  const ids = texts.filter((text) => z.uuid().safeParse(text).success);
  const rows = ids.length > 0 ? await livingOf(ctx.db.pool, ctx.workspaceId, ids) : [];
  const living = new Map(rows.map((row) => [row.id, row.living]));
  return new Map(
    ids.flatMap((text) => {
      const found = living.get(text.toLowerCase());
      return found ? [[text, found] as const] : [];
    }),
  );
}
