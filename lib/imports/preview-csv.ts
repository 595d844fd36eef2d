import { badFile, columnsOf } from "./csv-format.ts";
import { readCsv } from "./csv-rows.ts";
import { importLimits } from "./limits.ts";
import { utf8Of } from "./row-text.ts";
import type { CsvBeginning, CsvPreview } from "./schema.ts";

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text, "utf8");
}

/**
 * Columns and first rows of a file, from its beginning. The last row of what was sent is left out where the file goes on.
 * Throws `invalid` on the file when its header cannot be taken.
 */
export async function previewCsv({ text, whole }: CsvPreview): Promise<CsvBeginning> {
  const { delimiter, rows } = await readCsv(once(text));
  let columns: string[] | undefined;
  const shown: CsvBeginning["rows"] = [];
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
  return { delimiter, columns, rows: shown.slice(0, importLimits.previewRows) };
}
