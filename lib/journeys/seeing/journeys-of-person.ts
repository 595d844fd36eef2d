import { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../../kernel/cursor.ts";
import { parse } from "../../kernel/parse.ts";
import { profilesOf } from "../../people/profiles.ts";
import { journeyStatuses } from "../statuses.ts";
import { readDocument } from "../upgrade.ts";
import { journeysOf } from "./path-store.ts";
import { type JourneysOfPerson, type PersonJourneyPage, journeysOfPerson as schema } from "./schema.ts";
import { stayViewOf } from "./stay-view.ts";

const position = z.object({ offset: z.number().int().min(0).max(100_000) });

/** The journeys that somebody is in, then those that they were in. Throws `not_found`. */
export async function journeysOfPerson(ctx: Ctx, input: JourneysOfPerson): Promise<PersonJourneyPage> {
  authorise(ctx, "journeys.read");
  authorise(ctx, "people.read");
  const { id, cursor, limit } = parse(schema, input);
  const people = await profilesOf(ctx, id);
  const offset = cursor === undefined ? 0 : decodeCursor(position, cursor).offset;
  const of = { workspaceId: ctx.workspaceId, people };
  const rows = await journeysOf(ctx.db, of, { offset, limit: limit + 1 });
  return {
    items: rows.slice(0, limit).map((row) => ({
      ...stayViewOf(row, new Map(row.document ? [[row.version, readDocument(row.document)]] : [])),
      ...{ journeyId: row.journeyId, name: row.name },
      status: journeyStatuses.find((status) => status === row.status) ?? "STOPPED",
    })),
    nextCursor: rows.length > limit ? encodeCursor({ offset: offset + limit }) : null,
  };
}
