import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonTest } from "../../segments/sql/json-test.ts";
import { valueAt } from "../../segments/sql/property-sql.ts";
import { sqlValues } from "../../segments/sql/sql-values.ts";
import { testDatabase } from "../../testing/database.ts";
import {
  clocksNearChanges,
  dateText,
  randomDocument,
  randomValueTests,
} from "../../testing/random-value-tests.ts";
import { type Clocks, passes } from "./passes.ts";
import { readMoment } from "./read-moment.ts";

/** Another one tries other documents and tests: JUNCTION_TEST_SEED=8 npx vitest run passes-equals-sql */
const seed = Number(process.env.JUNCTION_TEST_SEED ?? 7);
const database = testDatabase();

const documents = fc.sample(randomDocument, { seed, numRuns: 150 });
const questions = fc.sample(randomValueTests, { seed, numRuns: 7 }).flat();
const DATES = 1_000;

/** For each document, what PostgreSQL says to each question. */
async function answers(at: Clocks): Promise<boolean[][]> {
  const values = sqlValues();
  const rows = values.add(
    documents.map((each) => JSON.stringify(each)),
    "jsonb[]",
  );
  const all = questions.map(({ path, test }) =>
    jsonTest(valueAt("d.document", path, values), test, at, values),
  );
  const found = await database.db.sql<{ met: boolean[] }>(
    `select array[${all.join(", ")}] as met from unnest(${rows}) with ordinality d(document, place) order by place`,
    values.all,
  );
  return found.map(({ met }) => met);
}

it("JavaScript answers every test of every document as PostgreSQL does", async () => {
  const met = new Map(questions.map(({ test }) => [`${test.type} ${test.op}`, new Set<unknown>()]));
  for (const at of clocksNearChanges) {
    const said = await answers(at);
    expect(said).toHaveLength(documents.length);
    const differences = questions.flatMap(({ path, test }, column) => {
      const seen = met.get(`${test.type} ${test.op}`);
      return documents.flatMap((document, row) => {
        const sql = said[row]?.[column];
        seen?.add(sql);
        return passes(document, path, test, at) === sql ? [] : [{ document, path, test, at, sql }];
      });
    });
    expect(differences.slice(0, 5)).toEqual([]);
  }
  // It was worth comparing: each operator let some through and not others.
  const onesided = [...met].filter(([, seen]) => !(seen.has(true) && seen.has(false)));
  expect(onesided).toEqual([]);
});

it.each(clocksNearChanges.slice(0, 3))(
  "every spelling of a date is the same millisecond in $zone",
  async ({ zone }) => {
    const texts = fc.sample(dateText, { seed, numRuns: DATES });
    const rows = await database.db.sql<{ ms: string | null }>(
      `select (select floor(extract(epoch from m.at) * 1000)::text from junction_moments(to_jsonb(t.text), $2::text) m(at)) as ms
     from unnest($1::text[]) with ordinality t(text, place) order by place`,
      [texts, zone],
    );
    const differences = texts.flatMap((text, place) => {
      const sql = rows[place]?.ms ?? null;
      const mine = readMoment(text, zone)?.getTime().toString() ?? null;
      return mine === sql ? [] : [{ text, mine, sql }];
    });
    expect(differences.slice(0, 5)).toEqual([]);
    expect(rows.filter(({ ms }) => ms !== null).length).toBeGreaterThan(DATES / 2);
  },
);
