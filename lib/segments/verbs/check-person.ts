import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { personInWorkspace } from "../../people/views.ts";
import { type CheckedCondition, checkDefinition } from "../check-store.ts";
import type { Condition } from "../definition.ts";
import { type CheckPerson, type CheckView, type ConditionCheck, checkPerson as schema } from "../schema.ts";
import { scopeOf } from "../scope.ts";

function isEmpty(value: CheckedCondition["seen"]): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.every(isEmpty));
}

function verdictOf(of: Condition, { met, seen }: CheckedCondition): ConditionCheck["verdict"] {
  if (met) {
    return "met";
  }
  return (of.kind === "property" || of.kind === "field") && of.test.type !== "any" && isEmpty(seen)
    ? "unknown"
    : "not_met";
}

const instantOf = (at: string | null): string | null => at && new Date(at).toISOString();

/** Why a definition means a person at this moment, or does not: each condition with what was seen. Throws `not_found`, `invalid`. */
export async function checkPerson(ctx: Ctx, input: CheckPerson): Promise<CheckView> {
  authorise(ctx, "segments.read");
  const { definition, personId } = parse(schema, input);
  const { id } = await personInWorkspace(ctx, personId);
  const scope = await scopeOf(ctx, definition, [id]);
  const checked = await checkDefinition(ctx.db, definition, scope);
  if (!checked) {
    throw new Fault("not_found", "There is no such person in this workspace.");
  }
  return {
    meant: checked.meant,
    at: scope.moment.now.toISOString(),
    groups: checked.groups.map(({ met, constant, conditions }, group) => ({
      met,
      constant,
      conditions: conditions.map((each, place) => {
        const of = definition.groups[group]?.conditions[place];
        if (!of) {
          throw new Error("Every condition was checked, and none besides.");
        }
        return {
          verdict: verdictOf(of, each),
          seen: each.seen,
          count: each.count,
          first: instantOf(each.first),
          last: instantOf(each.last),
        };
      }),
    })),
  };
}
