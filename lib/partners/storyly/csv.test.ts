import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";

test.each<[Parameters<typeof csvLine>[0], string]>([
  [["cust-1", "Pune", 3, true, null, undefined], "cust-1,Pune,3,true,,"],
  [["a,b", 'he said "no"', "two\nlines"], '"a,b","he said ""no""","two\nlines"'],
  [[" spaces ", "", "こんにちは"], '" spaces ",,こんにちは'],
])("%j", (values, line) => {
  expect(csvLine(values)).toBe(line);
});
