import { authorise } from "../../../access/authorise.ts";
import type { Ctx } from "../../../context.ts";
import { previewCsv } from "../../../imports/preview-csv.ts";
import { type CsvPreview, csvPreview as schema } from "../../../imports/schema.ts";
import { parse } from "../../../kernel/parse.ts";
import { guessColumn } from "../guess-column.ts";
import type { ListPreview } from "../schema.ts";

/** Columns and first rows of a file, from its beginning, and who it most likely means. Throws `invalid` on the file. */
export async function previewListFile(ctx: Ctx, input: CsvPreview): Promise<ListPreview> {
  authorise(ctx, "segments.write");
  const beginning = await previewCsv(parse(schema, input));
  return { ...beginning, suggested: guessColumn(beginning.columns, beginning.rows[0]?.values ?? []) };
}
