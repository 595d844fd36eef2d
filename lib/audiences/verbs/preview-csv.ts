import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { likelyColumn } from "../../imports/csv-format.ts";
import { previewCsv as beginningOf } from "../../imports/preview-csv.ts";
import { type CsvPreview, csvPreview as schema } from "../../imports/schema.ts";
import { parse } from "../../kernel/parse.ts";
import type { CsvPreviewView } from "../imports/schema.ts";

const usual = ["identity", "user_id", "userid", "customer_id", "customerid", "id", "email", "e-mail"];

/**
 * Columns and first rows of a file, from its beginning. The last row of what was sent is left out where the file goes on.
 * Throws `invalid` on the file when its header cannot be taken.
 */
export async function previewCsv(ctx: Ctx, input: CsvPreview): Promise<CsvPreviewView> {
  authorise(ctx, "audiences.write");
  const beginning = await beginningOf(parse(schema, input));
  const { columns } = beginning;
  return { ...beginning, suggested: likelyColumn(columns, usual) ?? columns[0] ?? "" };
}
