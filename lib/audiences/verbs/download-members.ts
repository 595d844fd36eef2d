import { stringify } from "csv-stringify/sync";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import type { Json } from "../../kernel/json.ts";
import { parse } from "../../kernel/parse.ts";
import { membersInOrder, propertyNames } from "../member-list-store.ts";
import { type AudienceOf, audienceOf } from "../schema.ts";
import { audienceInWorkspace } from "../views.ts";

const PAGE = 1_000;
/** More columns than this no spreadsheet shows well. */
const MAX_PROPERTIES = 200;

function cell(value: Json | undefined): string {
  return value === undefined || value === null
    ? ""
    : typeof value === "object"
      ? JSON.stringify(value)
      : String(value);
}

async function* csvOf(ctx: Ctx, audienceId: string): AsyncGenerator<string> {
  const where = { workspaceId: ctx.workspaceId, audienceId };
  const names = await propertyNames(ctx.db, where, MAX_PROPERTIES);
  yield stringify([["identity", "joined_at", "updated_at", ...names]], { escape_formulas: true });
  for (let after: string | null = null; ; ) {
    const rows = await membersInOrder(ctx.db, where, after, PAGE);
    if (rows.length > 0) {
      const lines = rows.map((row) => [
        row.identity,
        row.joinedAt.toISOString(),
        row.upsertedAt?.toISOString() ?? "",
        ...names.map((name) => cell(Object.hasOwn(row.properties, name) ? row.properties[name] : undefined)),
      ]);
      // A spreadsheet must not take a value like "=…" for a formula.
      yield stringify(lines, { escape_formulas: true });
    }
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) {
      return;
    }
    after = last.identity;
  }
}

/**
 * Users of an audience as CSV in pieces of 1,000 rows, in the order of their identities: identity, when they joined, when
 * they were last updated, and a column for each of the first 200 properties. Throws `not_found`.
 */
export async function downloadMembers(ctx: Ctx, input: AudienceOf): Promise<AsyncIterable<string>> {
  authorise(ctx, "audiences.read");
  const { id } = parse(audienceOf, input);
  await audienceInWorkspace(ctx, id);
  return csvOf(ctx, id);
}
