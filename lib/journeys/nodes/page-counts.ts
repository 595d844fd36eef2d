import { z } from "zod";
import type { JsonObject } from "../../kernel/json.ts";
import { after, wait } from "../clocks.ts";
import { isAsked } from "../matching/events.ts";
import { pagesAsked, visitsOf, visitsWords } from "./pages.ts";
import { waitWords } from "./phrases.ts";
import type { StepContext } from "./step.ts";

/** So many visits are kept with whoever waits. */
const MOST_VISITS = 50;

export const pageCountShape = {
  pages: pagesAsked,
  count: z
    .number("Give a number")
    .int("Give a whole number")
    .min(1, "At least 1")
    .max(MOST_VISITS, `At most ${MOST_VISITS}`),
  within: wait,
};
type PageCount = z.output<z.ZodObject<typeof pageCountShape>>;

export const blankPageCount = {
  pages: { url: { op: "contains", value: "" }, where: [] },
  count: 3,
  within: { count: 30, unit: "minutes" },
};

export const pageCountWords = ({ count, pages, within }: JsonObject): string =>
  `makes ${visitsWords(count, pages)} within ${waitWords(within)}`;

const kept = z.object({ visits: z.array(z.iso.datetime()) });

/** Visits that count, as ISO 8601 in their order, and whether they are as many as are asked for. */
type Visits = { times: string[]; isReached: boolean };

/**
 * The visits that are kept, and that of the event if it is one that is asked for. A visit was when its sender says, and not after it
 * came; one that lies farther back from the latest than `within` does not count any more.
 */
export function visitsSoFar(settings: PageCount, context: StepContext): Visits {
  const { state, event, now, zone } = context;
  const all = state === null ? [] : kept.parse(state).visits;
  if (event && isAsked(event, visitsOf(settings.pages), context)) {
    const came = event.received === undefined ? now.getTime() : Date.parse(event.received);
    all.push(new Date(Math.min(Date.parse(event.at), came)).toISOString());
  }
  all.sort();
  const latest = all.at(-1) ?? "";
  const isOver = (time: string, by: string): boolean => windowEnd(settings, time, zone).toISOString() < by;
  return {
    times: all.filter((time) => !isOver(time, latest)),
    isReached: all.some((time, place) => {
      const last = all[place + settings.count - 1];
      return last !== undefined && !isOver(time, last);
    }),
  };
}

/** Until when a visit counts. */
export const windowEnd = ({ within }: Pick<PageCount, "within">, time: string, zone: string): Date =>
  after(new Date(time), within, zone);

export const soFarWords = ({ count }: PageCount, times: readonly string[]): string =>
  `waits for more visits, ${times.length} of ${count} so far`;
