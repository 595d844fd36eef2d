import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { isJsonObject } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { identifierKind, type PersonId, type PersonView, personId, personView } from "../schema.ts";
import { selectIdentifiers, selectMerges } from "../store.ts";
import { personInWorkspace, personRowOf } from "../views.ts";

/** One person with identifiers and merges; a merged id answers with the person it became. Throws `not_found`. */
export async function getPerson(ctx: Ctx, input: PersonId): Promise<PersonView> {
  authorise(ctx, "people.read");
  const { id } = parse(personId, input);
  const person = await personInWorkspace(ctx, id);
  const [identifiers, merges] = await Promise.all([
    selectIdentifiers(ctx.db, ctx.workspaceId, person.id),
    selectMerges(ctx.db, ctx.workspaceId, person.id),
  ]);
  return {
    ...personRowOf(person),
    properties: isJsonObject(person.properties) ? person.properties : {},
    identifiers: identifiers.map((row) => ({
      kind: identifierKind.parse(row.kind),
      value: row.value,
      firstSeen: row.createdAt.toISOString(),
    })),
    merges: merges.map((row) => ({
      id: row.id,
      at: row.at.toISOString(),
      fromId: row.fromId,
      cause: personView.shape.merges.element.shape.cause.parse(row.cause),
      evidence: row.evidence,
      eventsMoved: row.eventsMoved,
    })),
    mergedFrom: person.id === id ? null : id,
  };
}
