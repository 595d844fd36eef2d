import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { normaliseEmail } from "../identify.ts";
import { selectIdentities } from "../identity-store.ts";
import type { IdentifierKind } from "../schema.ts";

/**
 * The people who have these values as an identifier of one of these kinds, by value; where a value is of two kinds, the
 * person of the kind that stands first. One look-up however many values.
 */
export async function findPeople(
  ctx: Ctx,
  input: { kinds: IdentifierKind[]; values: string[] },
): Promise<Map<string, string>> {
  authorise(ctx, "people.read");
  const { kinds, values } = input;
  // E-mails are kept in lower case.
  const stored = (kind: IdentifierKind, value: string) =>
    kind === "email" ? (normaliseEmail(value) ?? null) : value;
  const wanted = kinds.flatMap((kind) =>
    values.flatMap((value) => {
      const kept = stored(kind, value);
      return kept === null ? [] : [{ kind, value: kept }];
    }),
  );
  const rows = wanted.length > 0 ? await selectIdentities(ctx.db.pool, ctx.workspaceId, wanted) : [];
  const owners = new Map(rows.map((row) => [`${row.kind}:${row.value}`, row.personId]));
  const found = new Map<string, string>();
  for (const value of values) {
    const owner = kinds
      .map((kind) => owners.get(`${kind}:${stored(kind, value)}`))
      .find((personId) => personId !== undefined);
    if (owner !== undefined) {
      found.set(value, owner);
    }
  }
  return found;
}
