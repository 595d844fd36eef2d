import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { type Definition, definition as schema } from "./definition.ts";
import { segmentsById } from "./segment-store.ts";

/** Segments within segments; deeper than anybody reads. */
const MAX_DEPTH = 5;

type Place = { path: string; id: string };

function segmentsIn(of: Definition): Place[] {
  return of.groups.flatMap(({ conditions }, group) =>
    conditions.flatMap((each, place) =>
      each.kind === "segment"
        ? [{ path: `definition.groups[${group}].conditions[${place}].segmentId`, id: each.segmentId }]
        : [],
    ),
  );
}

function refuse(path: string, message: string): never {
  throw new Fault("invalid", message, { problems: [{ path, field: "segmentId", message }] });
}

/**
 * The definitions of the segments that a definition speaks of, and of those that they do, by id. Throws `invalid` at the
 * condition for one that does not exist or is archived, that comes back to `own`, or that lies too deep.
 */
export async function referredSegments(
  ctx: Ctx,
  definition: Definition,
  own: string | null = null,
): Promise<Map<string, Definition>> {
  const found = new Map<string, Definition>();
  // Each with the condition of the outermost definition by which it came in: that is where it can be mended.
  let open = segmentsIn(definition);
  for (let depth = 1; open.length > 0; depth += 1) {
    for (const { path, id } of open) {
      if (id === own) {
        refuse(path, "It would ask for itself");
      }
      if (depth > MAX_DEPTH) {
        refuse(path, `Segments ask for segments more than ${MAX_DEPTH} times over`);
      }
    }
    const rows = await segmentsById(ctx.db, ctx.workspaceId, [...new Set(open.map(({ id }) => id))]);
    const next: Place[] = [];
    for (const { path, id } of open) {
      const row = rows.find((each) => each.id === id && each.archivedAt === null);
      if (!row) {
        refuse(path, "There is no such segment");
      }
      const inner = schema.parse(row.definition);
      found.set(id, inner);
      next.push(...segmentsIn(inner).map((each) => ({ path, id: each.id })));
    }
    open = next;
  }
  return found;
}
