import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { selectDefinition, selectProperties } from "../catalogue-store.ts";
import { type EventDefinitionView, type EventNameKey, eventNameKey } from "../schema.ts";
import { eventNameViewOf, propertyViewOf } from "../views.ts";

/** One name of the catalogue with its properties, most frequent first. Throws `not_found` for a name never seen. */
export async function getEventDefinition(ctx: Ctx, input: EventNameKey): Promise<EventDefinitionView> {
  authorise(ctx, "events.read");
  const { type, name } = parse(eventNameKey, input);
  const row = await selectDefinition(ctx.db, ctx.workspaceId, type, name);
  if (!row) {
    throw new Fault("not_found", "No event of this name was seen in this workspace.");
  }
  const properties = await selectProperties(ctx.db, ctx.workspaceId, type, name);
  return { ...eventNameViewOf(row), properties: properties.map(propertyViewOf) };
}
