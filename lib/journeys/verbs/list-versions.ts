import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type JourneyOf, type JourneyVersions, journeyOf } from "../schema.ts";
import { versionRows } from "../version-store.ts";
import { journeyInWorkspace } from "../views.ts";

/** What was published of a journey, newest first. Throws `not_found`. */
export async function listVersions(ctx: Ctx, input: JourneyOf): Promise<JourneyVersions> {
  authorise(ctx, "journeys.read");
  const { id } = parse(journeyOf, input);
  await journeyInWorkspace(ctx, id);
  const rows = await versionRows(ctx.db, ctx.workspaceId, id);
  return {
    items: rows.map(({ number, note, publishedAt, publishedBy, moving, entered, inside }) => ({
      ...{ number, note, at: publishedAt.toISOString(), by: publishedBy },
      ...{ entered, inside, moving },
    })),
  };
}
