import type { MemberPlace } from "../run-settings.ts";
import { type Difference, type DifferenceJob, differencePage } from "./difference-store.ts";

const PAGE = 2_000;

/** Pages of differences after a place, one read ahead of the one in use. */
export async function* differencePages(
  job: DifferenceJob,
  after: MemberPlace | null,
): AsyncGenerator<Difference[]> {
  const read = (place: MemberPlace | null) => {
    const page = differencePage(job, place, PAGE);
    // It may fail while the page before is still in use, or when nobody wants it any more: that is told when it is asked for.
    page.catch(() => {});
    return page;
  };
  let next = read(after);
  for (;;) {
    const page = await next;
    const last = page.at(-1);
    if (!last) {
      return;
    }
    next = page.length < PAGE ? Promise.resolve([]) : read(last.place);
    yield page;
  }
}
