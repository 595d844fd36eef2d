import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";

// CleverTap's page on uploading profiles: at most 100 values in a property, the oldest go first.
const MAX_VALUES = 100;

const listOf = (value: Json | undefined): Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

function distinct(values: Json[]): Json[] {
  return [...new Set(values)].slice(-MAX_VALUES);
}

const numberOf = (value: Json | undefined) => (typeof value === "number" ? value : 0);

/** What an operator makes of a property; undefined: it is gone. */
const operators: Record<string, (before: Json | undefined, operand: Json) => Json | undefined> = {
  $set: (_before, operand) => distinct(listOf(operand)),
  $add: (before, operand) => distinct([...listOf(before), ...listOf(operand)]),
  $remove: (before, operand) => {
    const gone = new Set(listOf(operand));
    const left = listOf(before).filter((value) => !gone.has(value));
    return left.length > 0 ? left : undefined;
  },
  $delete: () => undefined,
  $incr: (before, operand) => numberOf(before) + numberOf(operand),
  $decr: (before, operand) => numberOf(before) - numberOf(operand),
};

function after(before: Json | undefined, given: Json): Json | undefined {
  if (isJsonObject(given)) {
    const [name = "", ...more] = Object.keys(given);
    const operator = more.length === 0 && Object.hasOwn(operators, name) ? operators[name] : undefined;
    return operator ? operator(before, given[name] ?? null) : given;
  }
  return given === null ? before : given;
}

/** A user's properties after a profile record; the operators of CleverTap's Upload API are carried out. */
export function applyProfile(properties: JsonObject, profileData: JsonObject): JsonObject {
  const result = new Map(Object.entries(properties));
  for (const [name, given] of Object.entries(profileData)) {
    const value = after(result.get(name), given);
    if (value === undefined) {
      result.delete(name);
    } else {
      result.set(name, value);
    }
  }
  return Object.fromEntries(result);
}
