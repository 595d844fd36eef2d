import type { Ctx } from "../context.ts";
import { identifierKey } from "./decide-identities.ts";
import { selectIdentities } from "./identity-store.ts";
import type { IdentifierKind } from "./schema.ts";

/** The profiles that own these values of one kind of identifier, by value; values of nobody are not in it. */
export async function peopleOf(
  ctx: Pick<Ctx, "db" | "workspaceId">,
  kind: IdentifierKind,
  values: string[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(values)].map((value) => ({ kind, value }));
  if (wanted.length === 0) {
    return new Map();
  }
  const rows = await selectIdentities(ctx.db.pool, ctx.workspaceId, wanted);
  const owners = new Map(rows.map((row) => [identifierKey(row), row.personId]));
  return new Map(
    wanted.flatMap((identifier) => {
      const owner = owners.get(identifierKey(identifier));
      return owner ? [[identifier.value, owner] as const] : [];
    }),
  );
}
