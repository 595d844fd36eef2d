import type { CallRow } from "./call-row.ts";
import type { Place } from "./claim-store.ts";
import { type PlannedCall, planCall, type Rules } from "./decide.ts";

/** Calls and bytes of one page, roughly: what is read ahead stays the same for large and small calls, few and many. */
const MAX_CALLS = 15_000;
const PAGE_BYTES = 6_000_000;
const FIRST_CALLS = 2_000;
const LEAST_CALLS = 50;
/** Of a row beside its documents, roughly. */
const ROW_BYTES = 300;

export type Page = {
  calls: PlannedCall[];
  /** Everything up to here is in it or in an earlier one. */
  end: Place;
  /** Nothing is behind it for now. */
  exhausted: boolean;
  /** It says more than the one before it, be it only that nothing came. */
  isNews: boolean;
};

/** Calls after a place, and where the log ends for now. */
export type ReadCalls = (after: Place, limit: number) => Promise<{ rows: CallRow[]; end: Place }>;

export type Stream = {
  next(): Promise<Page>;
};

function nextLimit(rows: CallRow[]): number {
  const bytes = rows.reduce(
    (sum, { properties, context }) => sum + properties.length + context.length + ROW_BYTES,
    0,
  );
  return Math.min(MAX_CALLS, Math.max(LEAST_CALLS, Math.floor(PAGE_BYTES / (bytes / rows.length))));
}

/** Pages of calls after `from`, one read and mapped ahead of the one in use. */
export function streamOf(read: ReadCalls, from: Place, rules: Rules): Stream {
  let limit = FIRST_CALLS;
  let after = from;
  let ahead: Promise<Page> | null = null;

  async function readPage(): Promise<Page> {
    const { rows, end } = await read(after, limit);
    const exhausted = rows.length < limit;
    const last = rows.at(-1);
    const before = after;
    after = exhausted || !last ? end : { tx: last.tx, seq: last.seq };
    if (rows.length > 0) {
      limit = nextLimit(rows);
    }
    const isNews = rows.length > 0 || after.tx !== before.tx || after.seq !== before.seq;
    return { calls: rows.map((row) => planCall(row, rules)), end: after, exhausted, isNews };
  }

  return {
    next: async () => {
      const page = await (ahead ?? readPage());
      ahead = null;
      if (!page.exhausted) {
        ahead = readPage();
        // Whoever stops early does not care what became of the page ahead.
        ahead.catch(() => {});
      }
      return page;
    },
  };
}

export const placeBefore = (tx: string): Place => ({ tx, seq: "0" });
