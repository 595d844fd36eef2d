import type { Condition, Definition, Group } from "../definition.ts";
import type { ReferredDefinition } from "../references.ts";
import type { ValueTest } from "../value-test.ts";

/** What a condition says of somebody of whom nothing is known yet; `maybe` where that takes a look. */
type Answer = "yes" | "no" | "maybe";

const denials = new Set<ValueTest["op"]>(["not_equals", "does_not_contain", "none_of", "is_not_set"]);
const turned: Record<Answer, Answer> = { yes: "no", no: "yes", maybe: "maybe" };

function together(match: "all" | "any", answers: Answer[]): Answer {
  const decisive = match === "all" ? "no" : "yes";
  if (answers.includes(decisive)) {
    return decisive;
  }
  return answers.includes("maybe") ? "maybe" : turned[decisive];
}

function ofCondition(each: Condition, referred: ReadonlyMap<string, ReferredDefinition>): Answer {
  switch (each.kind) {
    case "did":
    case "inaction":
      return "no";
    case "property":
      return denials.has(each.test.op) ? "yes" : "no";
    case "segment": {
      const inner = referred.get(each.segmentId);
      return inner && inner !== "list" ? ofDefinition(inner, referred) : "maybe";
    }
    default:
      return "maybe";
  }
}

function ofGroup(
  { match, conditions, constant }: Group,
  referred: ReadonlyMap<string, ReferredDefinition>,
): Answer {
  if (constant) {
    // It asks for at least one event that was done.
    return "no";
  }
  return together(
    match,
    conditions.map((each) => (each.not ? turned[ofCondition(each, referred)] : ofCondition(each, referred))),
  );
}

function ofDefinition(definition: Definition, referred: ReadonlyMap<string, ReferredDefinition>): Answer {
  return together(
    definition.match,
    definition.groups.map((group) => ofGroup(group, referred)),
  );
}

/**
 * Whether a definition may mean somebody who has just come to be and did nothing that it names, as "did not buy" does. Such
 * people have to be judged by it though nothing that happened speaks of it.
 */
export function mayMeanStrangers(
  definition: Definition,
  referred: ReadonlyMap<string, ReferredDefinition>,
): boolean {
  return ofDefinition(definition, referred) !== "no";
}
