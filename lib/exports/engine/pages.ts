import { CopiedRows } from "../../db/copied-rows.ts";
import type { ExportRecord } from "../../partners/connector.ts";
import type { RecordKey } from "../run-settings.ts";
import { readerOf } from "./reader.ts";
import { type ReadJob, type RowFormat, unpackedOrigin } from "./source.ts";

const PAGE_BYTES = 1_000_000;
const FIRST_PAGE = 500;
const MAX_PAGE = 10_000;

/** A record on the way; `origin` is packed, for `unpackedOrigin`. */
export type PackedRow = { origin: string; record: ExportRecord };

function nextLimit(page: CopiedRows): number {
  return Math.min(MAX_PAGE, Math.max(50, Math.floor(PAGE_BYTES / (page.size / page.count))));
}

/** One row after the other, each made when it is asked for and gone before the next one. */
function* rowsOf(page: CopiedRows, format: RowFormat): Generator<PackedRow> {
  for (let row = 0; row < page.count; row += 1) {
    const origin = page.packed(row, format.originColumns);
    yield { origin, record: format.record(page.fieldsAt(row)) };
  }
}

/**
 * Pages of a source after `after`, one read ahead of the one in use; a page is good until the next one is asked for. Their
 * size follows the size of the rows, and two of them share their room, so that memory stays the same for large and small
 * ones, few and many.
 */
export async function* pagesOf(job: ReadJob, after: RecordKey | null): AsyncGenerator<Iterable<PackedRow>> {
  const reader = readerOf(job);
  const format = reader.format(job);
  const fill = async (last: RecordKey | null, limit: number, into: CopiedRows) => {
    into.clear();
    await reader.page(job, last, limit, into);
    return into;
  };
  const read = (last: RecordKey | null, limit: number, into: CopiedRows) => {
    const page = fill(last, limit, into);
    // It may fail while the page before is still in use, or when nobody wants it any more: that is told when it is asked for.
    page.catch(() => {});
    return page;
  };
  let limit = FIRST_PAGE;
  let free = new CopiedRows();
  let next = read(after, limit, new CopiedRows());
  for (;;) {
    const page = await next;
    if (page.count === 0) {
      return;
    }
    const ended = page.count < limit;
    limit = nextLimit(page);
    const { key } = unpackedOrigin(format, page.packed(page.count - 1, format.originColumns));
    if (!ended) {
      next = read(key, limit, free);
    }
    yield rowsOf(page, format);
    if (ended) {
      return;
    }
    free = page;
  }
}
