import { expect, it } from "vitest";
import { type CsvRow, readCsv } from "./csv-rows.ts";

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

async function all(rows: AsyncIterable<CsvRow>): Promise<CsvRow[]> {
  const list: CsvRow[] = [];
  for await (const row of rows) {
    list.push(row);
  }
  return list;
}

it.each(["\r\n", "\n", "\r"].flatMap((end) => ["\r\n", "\n", "\r"].map((inner) => [end, inner])))(
  "rows that end with %j are told by the line they begin on, whatever line ends (%j) stand within quotes",
  async (end, inner) => {
    const { rows } = await readCsv(once(`a,b${end}"x${inner}${inner}y","${inner}"${end}c,d${end}e,f`));
    expect((await all(rows)).map(({ line }) => line)).toEqual([1, 2, 6, 7]);
  },
);

it.each([
  ["sep=;\r\nid;note\r\na;x,y,z\r\n", ";"],
  ['\ufeff"sep=;"\nid;note\na;"x,y,z"\n', ";"],
  ['SEP=,\rid,note\ra,"x,y,z"', ","],
  ["sep=\t\nid\tnote\na\tx,y,z", "\t"],
])("%j says its delimiter to spreadsheets, and its header stands below", async (text, delimiter) => {
  const file = await readCsv(once(text));
  expect(file.delimiter).toBe(delimiter);
  expect(await all(file.rows)).toEqual([
    { line: 2, fields: ["id", "note"] },
    { line: 3, fields: ["a", "x,y,z"] },
  ]);
});

it("a column may be called sep", async () => {
  const { delimiter, rows } = await readCsv(once("sep=,note\na,b\n"));
  expect(delimiter).toBe(",");
  expect(await all(rows)).toMatchObject([{ fields: ["sep=", "note"] }, { fields: ["a", "b"] }]);
});
