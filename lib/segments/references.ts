import type { Ctx } from "../context.ts";
import { Fault } from "../kernel/fault.ts";
import { type Definition, definition as schema } from "./definition.ts";
import { audiencesThere } from "./reference-store.ts";
import { type SegmentRecord, segmentsById } from "./segment-store.ts";

/** Segments within segments; deeper than anybody reads. */
const MAX_DEPTH = 5;

/** What is asked for, and the condition of the outermost definition by which it came in: there it is mended. */
type Place = { from: number; path: string; id: string; kind: "segment" | "audience" };
/** A list has members and no definition. */
export type ReferredDefinition = Definition | "list";
export type Referred = {
  definitions: Map<string, ReferredDefinition>;
  /** what keeps a definition, by its place among the given ones, from being asked */
  problems: Map<number, { path: string; message: string }>;
};

/** Undefined where another version of Junction saved what this one cannot read. */
function definitionOf({ kind, definition: saved }: SegmentRecord): ReferredDefinition | undefined {
  return kind === "list" ? "list" : schema.safeParse(saved).data;
}

function placesIn(of: Definition, from: number): Place[] {
  return of.groups.flatMap(({ conditions }, group) =>
    conditions.flatMap((each, place): Place[] => {
      const path = `definition.groups[${group}].conditions[${place}]`;
      return each.kind === "segment"
        ? [{ from, path: `${path}.segmentId`, id: each.segmentId, kind: each.kind }]
        : each.kind === "audience"
          ? [{ from, path: `${path}.audienceId`, id: each.audienceId, kind: each.kind }]
          : [];
    }),
  );
}

const isOf = (kind: Place["kind"]) => (place: Place) => place.kind === kind;
const idsOf = (places: Place[]) => [...new Set(places.map(({ id }) => id))];

/**
 * The definitions of the segments that definitions speak of, and of those that they do, by id: one statement a level,
 * however many. A problem is one that does not exist or is archived, that comes back to `own`, or that lies too deep; and an
 * audience that does not exist, or everybody would be "not in it".
 */
export async function loadReferred(
  ctx: Ctx,
  given: readonly Definition[],
  own: string | null = null,
): Promise<Referred> {
  const definitions: Referred["definitions"] = new Map();
  const problems: Referred["problems"] = new Map();
  let open = given.flatMap(placesIn);
  for (let depth = 1; open.length > 0; depth += 1) {
    const audiences = open.filter(isOf("audience"));
    const there = await audiencesThere(ctx.db, ctx.workspaceId, idsOf(audiences));
    for (const { id, from, path } of audiences) {
      if (!there.has(id) && !problems.has(from)) {
        problems.set(from, { path, message: "There is no such audience" });
      }
    }
    const segments = open.filter(isOf("segment"));
    const rows = segments.length > 0 ? await segmentsById(ctx.db, ctx.workspaceId, idsOf(segments)) : [];
    const next: Place[] = [];
    for (const place of segments) {
      const row = rows.find((each) => each.id === place.id && each.archivedAt === null);
      const inner = row && definitionOf(row);
      const message =
        place.id === own
          ? "It would ask for itself"
          : depth > MAX_DEPTH
            ? `Segments ask for segments more than ${MAX_DEPTH} times over`
            : inner
              ? null
              : "There is no such segment";
      if (message === null && inner) {
        definitions.set(place.id, inner);
        if (inner !== "list") {
          next.push(...placesIn(inner, place.from).map((each) => ({ ...each, path: place.path })));
        }
      } else if (message !== null && !problems.has(place.from)) {
        problems.set(place.from, { path: place.path, message });
      }
    }
    open = next;
  }
  return { definitions, problems };
}

/** The same for one definition. Throws `invalid` at the condition with the problem. */
export async function referredSegments(
  ctx: Ctx,
  definition: Definition,
  own: string | null = null,
): Promise<Referred["definitions"]> {
  const { definitions, problems } = await loadReferred(ctx, [definition], own);
  const problem = problems.get(0);
  if (problem) {
    throw new Fault("invalid", problem.message, {
      problems: [{ ...problem, field: problem.path.slice(problem.path.lastIndexOf(".") + 1) }],
    });
  }
  return definitions;
}
