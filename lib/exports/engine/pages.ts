import type { RecordKey } from "../run-settings.ts";
import { readerOf } from "./reader.ts";
import type { ReadJob, SourceRow } from "./source.ts";

const PAGE_BYTES = 500_000;
const FIRST_PAGE = 500;
const MAX_PAGE = 5_000;
/** Of a row beside its two documents, roughly. */
const ROW_BYTES = 300;

function nextLimit(page: SourceRow[]): number {
  const bytes = page.reduce(
    (sum, { record }) => sum + record.properties.length + record.context.length + ROW_BYTES,
    0,
  );
  return Math.min(MAX_PAGE, Math.max(50, Math.floor(PAGE_BYTES / (bytes / page.length))));
}

/**
 * Pages of a source after `after`, one read ahead of the one in use. Their size follows the size of the rows, so that
 * memory stays the same for large and small ones, few and many.
 */
export async function* pagesOf(job: ReadJob, after: RecordKey | null): AsyncGenerator<SourceRow[]> {
  const reader = readerOf(job);
  let limit = FIRST_PAGE;
  let next: Promise<SourceRow[]> = reader.page(job, after, limit);
  try {
    for (;;) {
      const page = await next;
      const last = page.at(-1);
      if (!last) {
        return;
      }
      const ended = page.length < limit;
      limit = nextLimit(page);
      next = ended ? Promise.resolve([]) : reader.page(job, last.key, limit);
      yield page;
    }
  } finally {
    // Whoever stops reading early does not care what became of the page ahead.
    next.catch(() => {});
  }
}
