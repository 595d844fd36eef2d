import type { MemberPlace } from "../run-settings.ts";
import { type Difference, type DifferenceJob, differencePage } from "./difference-store.ts";

const PAGE = 2_000;

/** Pages of differences after a place, one read ahead of the one in use. */
export async function* differencePages(
  job: DifferenceJob,
  after: MemberPlace | null,
): AsyncGenerator<Difference[]> {
  let next = differencePage(job, after, PAGE);
  try {
    for (;;) {
      const page = await next;
      const last = page.at(-1);
      if (!last) {
        return;
      }
      next = page.length < PAGE ? Promise.resolve([]) : differencePage(job, last.place, PAGE);
      yield page;
    }
  } finally {
    // Whoever stops reading early does not care what became of the page ahead.
    next.catch(() => {});
  }
}
