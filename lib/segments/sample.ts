/** Of every so many people one may be looked at for an estimate: those whose ids end low enough (an index holds them). */
export const INDEXED_OF = 16;
/** In a workspace with fewer people everybody is asked: that takes no longer. */
export const ALL_UP_TO = 30_000;
/** About so many are looked at in a larger one, however large it is. */
const LOOKED_AT = 4_000;

const ENDS = 2 ** 32;
const Z = 1.96;

/** The last eight hexadecimal digits of an id, below which one of `parts` lies. */
const endOf = (part: number): string =>
  Math.min(ENDS - 1, Math.floor(part * ENDS))
    .toString(16)
    .padStart(8, "0");

/** The end that the index stops before. */
export const INDEXED_END = endOf(1 / INDEXED_OF);

/** Below which end of their ids people are looked at, when so many of them are in the index. */
export function sampleEnd(indexed: number): string {
  return endOf(Math.min(1, LOOKED_AT / indexed) / INDEXED_OF);
}

/** Whether an id of SQL ends below such an end, said with a constant, so that the planner sees which index holds it. */
export const endsBelow = (id: string, end: string): string => `right(${id}::text, 8) collate "C" < '${end}'`;

/** A query of the ids of those who are looked at: the same ones each time. */
export const sampledIds = (workspace: string, end: string): string =>
  `select id from people where workspace_id = ${workspace} and merged_into is null and ${endsBelow("id", end)}`;

export type Sample = { indexed: number; looked: number };
export type Estimate = { value: number; error: number };

/** How many people there are, of whom so many are in the index. */
export function estimateAll({ indexed }: Sample): Estimate {
  const spread = INDEXED_OF * Math.sqrt(indexed * (1 - 1 / INDEXED_OF));
  return { value: indexed * INDEXED_OF, error: Math.ceil(Z * spread) };
}

/**
 * How many of all are meant, of whom so many were found in the sample, with half the width of the interval in which the
 * number lies in 95 of 100 cases: Wilson's interval of a share, which tells something of nobody found too, and how exactly
 * the number of all is known.
 */
export function estimate(found: number, sample: Sample): Estimate {
  const all = sample.indexed * INDEXED_OF;
  const { looked } = sample;
  const share = found / looked;
  const middle = (share + Z ** 2 / (2 * looked)) / (1 + Z ** 2 / looked);
  const half =
    (Z / (1 + Z ** 2 / looked)) * Math.sqrt((share * (1 - share)) / looked + Z ** 2 / (4 * looked ** 2));
  const ofShare = Math.max(middle + half - share, share - (middle - half)) * Math.sqrt(1 - looked / all);
  const ofAll = (share * Z) / Math.sqrt(sample.indexed);
  return { value: Math.round(share * all), error: Math.ceil(Math.hypot(ofShare, ofAll) * all) };
}
