import { askMany } from "../lib/db/ask-many.ts";
import { definition } from "../lib/segments/definition.ts";
import type { ReachView } from "../lib/segments/schema.ts";
import { scopeOf } from "../lib/segments/scope.ts";
import { definitionPeople } from "../lib/segments/sql/definition-sql.ts";
import { readReach } from "../lib/segments/verbs/read-reach.ts";
import { type Bench, type Figure, median, note, secondsOf } from "./kit.ts";
import { type SegmentsGround, segmentsGround } from "./segments-ground.ts";
import { memoryFigures } from "./segments-memory.ts";
import { type Question, questions } from "./segments-questions.ts";

/** Some of the questions by their numbers, from 0; all of them else. */
const ONLY = process.env.BENCH_ONLY?.split(",").map(Number);
/** Some of the parts; all of them else. */
const PARTS = process.env.BENCH_PARTS?.split(",");
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const REACH_ROUNDS = Number(process.env.BENCH_REACH_ROUNDS ?? 3);
const size = {
  people: Number(process.env.BENCH_PEOPLE ?? 1_000_000),
  events: Number(process.env.BENCH_EVENTS ?? 10_000_000),
};

/** How many a definition means, asked as Junction asks. */
async function junctionCount({ ctx }: SegmentsGround, asked: Question): Promise<number> {
  const parsed = definition.parse(asked.definition);
  const scope = await scopeOf(ctx, parsed);
  const text = `select count(*)::int as people from (${definitionPeople(parsed, scope)}) m`;
  return askMany(ctx.db, { timeoutMs: 600_000 }, async (client) => {
    const { rows } = await client.query<{ people: number }>(text, scope.values.all);
    return rows[0]?.people ?? 0;
  });
}

async function duckCount({ duck }: SegmentsGround, sql: string): Promise<number> {
  const answer = await duck.runAndReadAll(sql);
  return Number(answer.getRows()[0]?.[0]);
}

type Timed = { people: number; junction: number; json: number; typed: number };

/** Asks all three in turn, and fails where their answers differ. */
async function timed(ground: SegmentsGround, asked: Question): Promise<Timed> {
  const ways = {
    junction: () => junctionCount(ground, asked),
    json: () => duckCount(ground, asked.json),
    typed: () => duckCount(ground, asked.typed),
  };
  const seconds = { junction: [] as number[], json: [] as number[], typed: [] as number[] };
  const counts = { junction: 0, json: 0, typed: 0 };
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const way of ["json", "typed", "junction"] as const) {
      const took = await secondsOf(async () => {
        counts[way] = await ways[way]();
      });
      // The first time warms the machine's memory of the files.
      if (round > 0) {
        seconds[way].push(took);
      }
    }
    if (counts.junction !== counts.json || counts.json !== counts.typed) {
      throw new Error(`"${asked.name}" means different people: ${JSON.stringify(counts)}`);
    }
  }
  return {
    people: counts.junction,
    junction: median(seconds.junction),
    json: median(seconds.json),
    typed: median(seconds.typed),
  };
}

type Reached = { exactS: number; estimateS: number; people: number; guess: number; error: number };

/** What the reach costs while somebody builds, against everybody counted, and how far off it is. */
async function reached({ ctx }: SegmentsGround, asked: Question): Promise<Reached> {
  const parsed = definition.parse(asked.definition);
  const took = { exact: [] as number[], estimate: [] as number[] };
  let exact: ReachView | undefined;
  let near = await readReach(ctx, { definition: parsed });
  for (let round = 0; round < REACH_ROUNDS; round += 1) {
    took.exact.push(
      await secondsOf(async () => {
        exact = await readReach(ctx, { definition: parsed, exact: true });
      }),
    );
    took.estimate.push(
      await secondsOf(async () => {
        near = await readReach(ctx, { definition: parsed });
      }),
    );
  }
  return {
    exactS: median(took.exact),
    estimateS: median(took.estimate),
    people: exact?.people ?? 0,
    guess: near.people,
    error: near.error?.people ?? 0,
  };
}

const ms = (seconds: number): string => String(Math.round(seconds * 1_000)).padStart(7);

async function answers(ground: SegmentsGround, asked: readonly Question[]): Promise<Figure[]> {
  note(`Medians of ${ROUNDS} in ms.`);
  note(
    "DuckDB reads Parquet with properties as JSON, and for comparison with columns made of them beforehand.",
  );
  note(`${"segment".padEnd(58)} people  Junction   JSON columns  ratio`);
  const ratios: number[] = [];
  for (const each of asked) {
    const { people, junction, json, typed } = await timed(ground, each);
    ratios.push(junction / json);
    note(
      `${each.name.padEnd(56)}${String(people).padStart(8)}  ${ms(junction)}${ms(json)} ${ms(typed)}  ${(junction / json).toFixed(2)} (${(junction / typed).toFixed(2)})`,
    );
  }
  return [
    { name: "segments-median", ratio: median(ratios) },
    { name: "segments-worst", ratio: Math.max(...ratios) },
  ];
}

async function reaches(ground: SegmentsGround, asked: readonly Question[]): Promise<Figure[]> {
  note("Reach: everybody counted, and estimated, in ms; how many are meant, and the estimate with its error");
  const costs: number[] = [];
  const misses: number[] = [];
  for (const each of asked) {
    const { exactS, estimateS, people, guess, error } = await reached(ground, each);
    costs.push(estimateS / exactS);
    misses.push(error === 0 ? 0 : Math.abs(guess - people) / error);
    note(
      `${each.name.padEnd(56)}${ms(exactS)} ${ms(estimateS)}  ${(estimateS / exactS).toFixed(2)}  ${people}, ${guess} ± ${error}`,
    );
  }
  return [
    { name: "segments-reach-median", ratio: median(costs) },
    { name: "segments-reach-worst", ratio: Math.max(...costs) },
    // Real error to the one shown: up to 1 in 95 of 100 cases.
    { name: "segments-reach-error", ratio: Math.max(...misses) },
  ];
}

const parts: Record<string, (ground: SegmentsGround, asked: readonly Question[]) => Promise<Figure[]>> = {
  memory: memoryFigures,
  reach: reaches,
  answers,
};

/** Each segment's time against the same question put to DuckDB over Parquet, with JSON as Junction stores it. */
export const bench: Bench = async () => {
  const asked = questions.filter((_, place) => ONLY?.includes(place) ?? true);
  const ground = await segmentsGround(size);
  try {
    note(`${size.people} people, ${size.events} events.`);
    const figures: Figure[] = [];
    for (const [name, part] of Object.entries(parts)) {
      if (PARTS?.includes(name) ?? true) {
        figures.push(...(await part(ground, asked)));
      }
    }
    return figures;
  } finally {
    await ground.close();
  }
};
