import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { personInWorkspace } from "../../people/views.ts";
import { meansPerson } from "../check-store.ts";
import { definition as definitionSchema } from "../definition.ts";
import { loadReferred } from "../references.ts";
import { type PersonSegmentPage, type SegmentsOfPerson, segmentsOfPerson as schema } from "../schema.ts";
import { scopeWith } from "../scope.ts";
import { listSegmentRows } from "../segment-store.ts";
import { segmentRowOf } from "../views.ts";

/** Saved segments, newest first, each with whether the person is in it at this moment. Throws `not_found`. */
export async function listSegmentsOfPerson(ctx: Ctx, input: SegmentsOfPerson): Promise<PersonSegmentPage> {
  authorise(ctx, "segments.read");
  authorise(ctx, "people.read");
  const { id, cursor, limit } = parse(schema, input);
  const person = await personInWorkspace(ctx, id);
  const after = cursor === undefined ? null : parse(z.object({ cursor: z.uuid() }), { cursor }).cursor;
  const filter = { search: "", state: "active" as const };
  const rows = await listSegmentRows(ctx.db, ctx.workspaceId, filter, { after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const read = shown.flatMap(({ id: segmentId, definition }) => {
    const parsed = definitionSchema.safeParse(definition);
    return parsed.success ? [{ segmentId, definition: parsed.data }] : [];
  });
  const { definitions, problems } = await loadReferred(
    ctx,
    read.map((each) => each.definition),
  );
  const asked = read.filter((_, place) => !problems.has(place));
  const means = await meansPerson(
    ctx.db,
    asked.map((each) => each.definition),
    await scopeWith(ctx, definitions, [person.id]),
  );
  const answers = new Map(asked.map(({ segmentId }, place) => [segmentId, means[place] ?? null]));
  return {
    items: shown.map((row) => ({ ...segmentRowOf(row), meant: answers.get(row.id) ?? null })),
    nextCursor: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  };
}
