import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { personInWorkspace } from "../../people/views.ts";
import { definition as definitionSchema } from "../definition.ts";
import { meansNow } from "../means-now.ts";
import { type PersonSegmentRow, segmentsOfPerson } from "../person-segment-store.ts";
import { type PersonSegmentPage, type SegmentsOfPerson, segmentsOfPerson as schema } from "../schema.ts";
import { segmentRowOf } from "../views.ts";

const position = z.object({ standing: z.number().int().min(0).max(2), id: z.uuid() });

/** Whether they are meant by those whose members are being counted: these are asked, in one statement. */
async function askedNow(
  ctx: Ctx,
  personId: string,
  rows: PersonSegmentRow[],
): Promise<Map<string, boolean | null>> {
  const read = rows.flatMap(({ id, state, definition }) => {
    const parsed = definitionSchema.safeParse(definition);
    return state === "counting" && parsed.success ? [{ id, definition: parsed.data }] : [];
  });
  const means = await meansNow(
    ctx,
    personId,
    read.map((each) => each.definition),
  );
  return new Map(read.map(({ id }, place) => [id, means[place] ?? null]));
}

/**
 * Saved segments as a person stands to them: those they are in, those they left, the others, each newest first. Throws
 * `not_found`.
 */
export async function listSegmentsOfPerson(ctx: Ctx, input: SegmentsOfPerson): Promise<PersonSegmentPage> {
  authorise(ctx, "segments.read");
  authorise(ctx, "people.read");
  const { id, cursor, limit } = parse(schema, input);
  const person = await personInWorkspace(ctx, id);
  const after = cursor === undefined ? null : decodeCursor(position, cursor);
  const where = { workspaceId: ctx.workspaceId, personId: person.id };
  const rows = await segmentsOfPerson(ctx.db, where, after, limit + 1);
  const shown = rows.slice(0, limit);
  const asked = await askedNow(ctx, person.id, shown);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({
      ...segmentRowOf(row),
      meant: row.state === "ready" ? row.standing === 0 : (asked.get(row.id) ?? null),
      enteredAt: row.enteredAt?.toISOString() ?? null,
      leftAt: row.leftAt?.toISOString() ?? null,
      cause: row.cause,
    })),
    nextCursor: rows.length > limit && last ? encodeCursor({ standing: last.standing, id: last.id }) : null,
  };
}
