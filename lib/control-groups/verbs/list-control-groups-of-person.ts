import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { personInWorkspace } from "../../people/views.ts";
import { controlGroupRows } from "../control-group-store.ts";
import { type ControlGroupList, type ControlGroupsOfPerson, controlGroupsOfPerson } from "../schema.ts";
import { isInControlGroup } from "../share.ts";
import { controlGroupViewOf } from "../views.ts";

/** The control groups a person is in; of a merged one, those of the person it became. Throws `not_found`. */
export async function listControlGroupsOfPerson(
  ctx: Ctx,
  input: ControlGroupsOfPerson,
): Promise<ControlGroupList> {
  authorise(ctx, "segments.read");
  authorise(ctx, "people.read");
  const { id } = parse(controlGroupsOfPerson, input);
  const person = await personInWorkspace(ctx, id);
  const groups = await controlGroupRows(ctx.db, ctx.workspaceId);
  return { items: groups.filter((each) => isInControlGroup(person.id, each)).map(controlGroupViewOf) };
}
