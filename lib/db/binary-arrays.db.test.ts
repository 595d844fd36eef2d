import fc from "fast-check";
import { expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { jsonbArray, textArray, timestampArray, uuidArray } from "./binary-arrays.ts";

const database = testDatabase();

async function back(type: string, value: Buffer): Promise<unknown> {
  const { rows } = await database.db.pool.query(`select $1::${type}[] as list`, [value]);
  return rows[0]?.list;
}

test("arrays arrive as they were sent, whatever the texts hold", async () => {
  const text = fc.string({ unit: "grapheme" }).filter((value) => !value.includes("\0"));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(text)), fc.array(fc.uuid()), async (texts, uuids) => {
      expect(await back("text", textArray(texts))).toEqual(texts);
      expect(await back("uuid", uuidArray(uuids))).toEqual(uuids);
      const json = texts.map((value) =>
        value === null ? null : JSON.stringify({ value, list: [1.5, null] }),
      );
      expect(await back("jsonb", jsonbArray(json))).toEqual(json.map((value) => value && JSON.parse(value)));
    }),
    { numRuns: 60 },
  );
});

test("dates keep their milliseconds, before and after 2000", async () => {
  const dates = ["1970-01-01T00:00:00.001Z", "1999-12-31T23:59:59.999Z", "2026-05-01T10:00:00.123Z"].map(
    (value) => new Date(value),
  );
  expect(await back("timestamptz", timestampArray(dates))).toEqual(dates);
  expect(await back("timestamptz", timestampArray([]))).toEqual([]);
});
