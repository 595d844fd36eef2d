import type { Ctx } from "../context.ts";
import { Fault, type Problem } from "../kernel/fault.ts";
import { personIdsAmong } from "../people/profiles.ts";
import { findPeople } from "../people/verbs/find-people.ts";
import type { DestinationRecord } from "./destination-store.ts";
import type { ReplayScope } from "./replay-store.ts";
import type { ReplayFilter } from "./schema.ts";

function problemsOf({ from, to, names, people }: ReplayFilter): Problem[] {
  const at = (field: string, message: string): Problem => ({ path: field, field, message });
  if (!from && !to && names.length === 0 && people.length === 0) {
    const message = "Give a period, names or people: without any, all calls ever would be sent again.";
    return ["from", "to", "names", "people"].map((field) => at(field, message));
  }
  return from && to && new Date(from) >= new Date(to) ? [at("to", "Must be later than the beginning")] : [];
}

/** The profiles that these texts name, by whichever identifier or id. Throws `invalid` at the first that names nobody. */
async function peopleNamed(ctx: Ctx, people: string[]): Promise<string[]> {
  const [known, ids] = await Promise.all([
    findPeople(ctx, { kinds: ["user_id", "email", "anonymous_id"], values: people }),
    personIdsAmong(ctx, people),
  ]);
  const missing = people.findIndex((text) => !known.has(text) && !ids.has(text));
  if (missing >= 0) {
    const message = `Nobody is known as "${people[missing]}".`;
    throw new Fault("invalid", `people: ${message}`, {
      problems: [{ path: `people[${missing}]`, field: "people", message }],
    });
  }
  return [...new Set(people.map((text) => known.get(text) ?? ids.get(text) ?? ""))];
}

/**
 * What a replay's filter means at a destination now: calls that it has decided already, since those behind its position
 * are sent anyway. Throws `invalid` with the fields for an empty filter, an empty period or an unknown person.
 */
export async function scopeOf(
  ctx: Ctx,
  destination: DestinationRecord,
  filter: ReplayFilter,
): Promise<ReplayScope> {
  const [problem, ...more] = problemsOf(filter);
  if (problem) {
    throw new Fault("invalid", `${problem.path}: ${problem.message}`, { problems: [problem, ...more] });
  }
  return {
    workspaceId: ctx.workspaceId,
    sourceId: destination.source_id,
    upTo: { tx: destination.position_tx, seq: destination.position_seq },
    from: filter.from ?? null,
    to: filter.to ?? null,
    names: filter.names.length > 0 ? filter.names : null,
    personIds: filter.people.length > 0 ? await peopleNamed(ctx, filter.people) : null,
  };
}
