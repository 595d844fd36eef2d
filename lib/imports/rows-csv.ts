import { stringify } from "csv-stringify/sync";
import type { BadRow } from "./schema.ts";

const PAGE = 1_000;

/** Rows of a report, which come page by page in the order of their lines, as CSV in pieces. */
export async function* rowsCsv(
  page: (afterLine: number, limit: number) => Promise<BadRow[]>,
): AsyncGenerator<string> {
  yield stringify([["line", "reason", "text"]]);
  for (let after = 0; ; ) {
    const rows = await page(after, PAGE);
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
