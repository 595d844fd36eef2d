import { stringify } from "csv-stringify/sync";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { transferOf as schema, type TransferOf } from "../schema.ts";
import { transferMemberRows } from "../standing-store.ts";
import { transferInWorkspace } from "../transfer-view.ts";

const PAGE = 1_000;
const COLUMNS = ["identity", "code", "reason", "was_to", "at"];
/** What was refused, by what is stored of it. */
const wasTo: Record<string, string> = { set: "get the value", remove: "lose the value" };

async function* csvOf(ctx: Ctx, transferId: string): AsyncGenerator<string> {
  const page = {
    workspaceId: ctx.workspaceId,
    transferId,
    state: "refused" as const,
    search: "",
    limit: PAGE,
  };
  // A spreadsheet must not take an identity like "=…" for a formula.
  yield stringify([COLUMNS], { escape_formulas: true });
  for (let after = ""; ; ) {
    const rows = await transferMemberRows(ctx.db, { ...page, after });
    if (rows.length > 0) {
      const lines = rows.map((row) => [
        row.identity,
        row.code ?? "",
        row.reason ?? "",
        wasTo[row.refused ?? ""] ?? "",
        row.at.toISOString(),
      ]);
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
 * Users whom the partner of a transfer refused and has not taken since, as CSV in pieces of 1,000 rows, in the order of their
 * identities: code, reason, whether they were to get the value there or to lose it, and when. Throws `not_found`.
 */
export async function downloadRefusedMembers(ctx: Ctx, input: TransferOf): Promise<AsyncIterable<string>> {
  authorise(ctx, "audiences.read");
  const { id } = parse(schema, input);
  await transferInWorkspace(ctx, id);
  return csvOf(ctx, id);
}
