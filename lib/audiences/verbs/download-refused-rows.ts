import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { selectRefusals } from "../imports/import-store.ts";
import { importOf } from "../imports/schema.ts";
import { importInWorkspace } from "../imports/views.ts";

const PAGE = 1_000;

async function* csvOf(ctx: Ctx, importId: string): AsyncGenerator<string> {
  const place = { workspaceId: ctx.workspaceId, importId };
  yield stringify([["line", "reason", "text"]]);
  for (let after = 0; ; ) {
    const rows = await selectRefusals(ctx.db, place, after, PAGE);
    const last = rows.at(-1);
    if (!last) {
      return;
    }
    // A spreadsheet must not take a value like "=…" for a formula.
    yield stringify(
      rows.map((row) => [row.line, row.reason, row.text]),
      { escape_formulas: true },
    );
    after = last.line;
  }
}

/** Refused rows of an import, up to 10,000, as CSV in pieces. Throws `not_found`. */
export async function downloadRefusedRows(
  ctx: Ctx,
  input: z.output<typeof importOf>,
): Promise<AsyncIterable<string>> {
  authorise(ctx, "audiences.read");
  const { id, importId } = parse(importOf, input);
  await importInWorkspace(ctx, id, importId);
  return csvOf(ctx, importId);
}
