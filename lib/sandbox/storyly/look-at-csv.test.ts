import { expect, test } from "vitest";
import { lookAtCsv } from "./look-at-csv.ts";

test.each<[string, string[], number]>([
  ["id,city\na,Pune\nb,Goa\n", ["id", "city"], 2],
  ["id,city\r\na,Pune\r\nb,Goa", ["id", "city"], 2],
  ['id,"the, city"\na,"x\ny"\n', ["id", "the, city"], 1],
  ["id\n", ["id"], 0],
  ["id", ["id"], 0],
  ['id\n"a""b"\n', ["id"], 1],
  ["id\n\n\na\n", ["id"], 1],
  ["id,empty\n,\n", ["id", "empty"], 1],
])("%j", (text, header, rows) => {
  expect(lookAtCsv(text)).toEqual({ header, rows });
});
