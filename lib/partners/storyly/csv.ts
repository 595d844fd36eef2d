import type { Json } from "../../kernel/json.ts";

function cell(value: Json | undefined): string {
  const text =
    value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line of a CSV file without its line break; cells are quoted where they have to be (RFC 4180). */
export function csvLine(values: (Json | undefined)[]): string {
  return values.map(cell).join(",");
}
