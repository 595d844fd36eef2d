import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import type { PeopleFilter } from "../filter.ts";
import { countFiltered, type FilteredPerson, selectFiltered } from "../filter-store.ts";

/** People whom a filter means at `now`, in the order of their ids after `after`; at most `limit`. */
export async function filterPeople(
  ctx: Ctx,
  input: { filter: PeopleFilter; now: Date; after: string | null; limit: number },
): Promise<FilteredPerson[]> {
  authorise(ctx, "people.read");
  const { filter, now, after, limit } = input;
  return selectFiltered(ctx.db, ctx.workspaceId, filter, { now, after }, limit);
}

/** How many people a filter means now, counted up to `cap`. */
export async function countPeople(ctx: Ctx, input: { filter: PeopleFilter; cap: number }): Promise<number> {
  authorise(ctx, "people.read");
  return countFiltered(ctx.db, ctx.workspaceId, input.filter, ctx.clock.now(), input.cap);
}
