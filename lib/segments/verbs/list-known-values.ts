import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { propertyPath } from "../definition.ts";
import { readPath } from "../path-text.ts";
import { type KnownValues, type KnownValuesView, knownValues as schema } from "../schema.ts";
import { scopeWith } from "../scope.ts";
import { lateFieldValues, lateValues } from "../values-store.ts";

/** Texts that a property or a field of people was lately seen with, to offer where one is asked for. */
export async function listKnownValues(ctx: Ctx, input: KnownValues): Promise<KnownValuesView> {
  authorise(ctx, "segments.read");
  const { type, event, path = "", field } = parse(schema, input);
  if (field !== undefined) {
    return lateFieldValues(ctx.db, field, await scopeWith(ctx, new Map()));
  }
  const source = event === undefined ? ("people" as const) : { type, name: event };
  const read = parse(z.object({ path: propertyPath }), { path: readPath(path) });
  return lateValues(ctx.db, ctx.workspaceId, source, read.path);
}
