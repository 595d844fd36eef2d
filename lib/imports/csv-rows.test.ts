import { expect, it } from "vitest";
import { readCsv } from "./csv-rows.ts";

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

it.each(["\r\n", "\n", "\r"].flatMap((end) => ["\r\n", "\n", "\r"].map((inner) => [end, inner])))(
  "rows that end with %j are told by the line they begin on, whatever line ends (%j) stand within quotes",
  async (end, inner) => {
    const { rows } = await readCsv(once(`a,b${end}"x${inner}${inner}y","${inner}"${end}c,d${end}e,f`));
    const lines: number[] = [];
    for await (const { line } of rows) {
      lines.push(line);
    }
    expect(lines).toEqual([1, 2, 6, 7]);
  },
);
