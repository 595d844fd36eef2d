import type { Json } from "../../kernel/json.ts";

const VERSION = /^[vV]?(\d{1,9}(?:\.\d{1,9}){0,5})/;
const digits = new Intl.NumberFormat("en", { useGrouping: false, maximumFractionDigits: 20 });

/** PostgreSQL writes out the numbers that JavaScript writes with an exponent. */
function written(value: number): string {
  const text = String(value);
  return text.includes("e") ? digits.format(value) : text;
}

/** The version that a value begins with, as junction_version reads it: "v4.12.0-beta" is 4.12.0. Null where it does not. */
export function readVersion(value: Json): string | null {
  const text = typeof value === "number" ? written(value) : value;
  return typeof text === "string" ? (VERSION.exec(text)?.[1] ?? null) : null;
}

/** Below 0, 0 or above 0, part by part; zeros at the end say nothing. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a.split("."), b.split(".")];
  for (let part = 0; part < Math.max(left.length, right.length); part += 1) {
    const difference = Number(left[part] ?? 0) - Number(right[part] ?? 0);
    if (difference !== 0) {
      return difference;
    }
  }
  return 0;
}
