import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { utf8Of } from "../imports/check-row.ts";
import { badFile, columnsOf, likelyColumn } from "../imports/csv-format.ts";
import { readCsv } from "../imports/csv-rows.ts";
import { importLimits } from "../imports/limits.ts";
import { type CsvPreview, type CsvPreviewView, csvPreview as schema } from "../imports/schema.ts";

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8");
}

/**
 * Columns and first rows of a file, from its beginning. The last row of what was sent is left out where the file goes on.
 * Throws `invalid` on the file when its header cannot be taken.
 */
export async function previewCsv(ctx: Ctx, input: CsvPreview): Promise<CsvPreviewView> {
  authorise(ctx, "audiences.write");
  const { text, whole } = parse(schema, input);
  const { delimiter, rows } = await readCsv(once(text));
  let columns: string[] | undefined;
  const shown: CsvPreviewView["rows"] = [];
  try {
    for await (const { line, fields } of rows) {
      const values = fields.map((field) => utf8Of(field) ?? "\uFFFD");
      if (columns) {
        shown.push({ line, values });
      } else {
        columns = columnsOf(values);
      }
      if (shown.length > importLimits.previewRows) {
        break;
      }
    }
  } catch (error) {
    // Cut within a quoted value, the beginning of a file is malformed at its end.
    if (whole || !columns || shown.length === 0) {
      throw error;
    }
  }
  if (!columns) {
    throw badFile("is empty");
  }
  if (!whole && shown.length <= importLimits.previewRows) {
    shown.pop();
  }
  return {
    delimiter,
    columns,
    suggested: likelyColumn(columns),
    rows: shown.slice(0, importLimits.previewRows),
  };
}
