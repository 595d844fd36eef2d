export type CsvLook = { header: string[]; rows: number };

/** The header's cells and the number of rows below it; quoted cells may hold commas and line breaks. */
export function lookAtCsv(text: string): CsvLook {
  const header: string[] = [];
  let cell = "";
  let quoted = false;
  let lines = 0;
  let filled = false;
  for (const sign of text) {
    if (sign === '"') {
      // A doubled quote closes and opens again, which leaves out one of the two.
      cell += quoted || cell === "" || lines > 0 ? "" : '"';
      quoted = !quoted;
      filled = true;
    } else if (sign === "\n" && !quoted) {
      if (lines === 0) {
        header.push(cell.replace(/\r$/, ""));
      }
      lines += filled ? 1 : 0;
      filled = false;
      cell = "";
    } else if (sign === "," && !quoted) {
      if (lines === 0) {
        header.push(cell);
      }
      cell = "";
      filled = true;
    } else {
      cell += lines === 0 ? sign : "";
      filled ||= sign !== "\r";
    }
  }
  if (filled && lines === 0) {
    header.push(cell);
  }
  return { header, rows: Math.max(0, lines + (filled ? 1 : 0) - 1) };
}
