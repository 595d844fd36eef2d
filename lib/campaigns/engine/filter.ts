import type { Ctx } from "../../context.ts";
import type { Definition } from "../../segments/definition.ts";
import { judgeStatement } from "../../segments/membership/judge-sql.ts";
import { referredSegments } from "../../segments/references.ts";
import { askedIds } from "./filter-store.ts";

/** Asks, for many people at once, who does not meet a filter at this moment. */
export type Filter = (personIds: string[]) => Promise<ReadonlySet<string>>;

const everybody: ReadonlySet<string> = new Set();

/** Null lets everybody pass. */
export async function filterOf(ctx: Ctx, definition: Definition | null, zone: string): Promise<Filter> {
  if (!definition) {
    return async () => everybody;
  }
  const referred = await referredSegments(ctx, definition);
  return async (personIds) => {
    const people = [...new Set(personIds)].sort();
    const moment = { now: ctx.clock.now(), zone };
    const { workspaceId } = ctx;
    const meant = new Set(
      await askedIds(ctx.db, judgeStatement({ workspaceId, definition, referred, people, moment })),
    );
    return new Set(people.filter((id) => !meant.has(id)));
  };
}
