import { isJsonObject, type Json, type JsonObject } from "../../../kernel/json.ts";

/** The parts of a call that the mapping reads; an empty object stands for one that is absent or no object. */
export type CallParts = {
  call: JsonObject;
  traits: JsonObject;
  properties: JsonObject;
  context: JsonObject;
  contextTraits: JsonObject;
};

const nothing: JsonObject = Object.freeze({});

/** The value where it is an object, else an empty one that nobody can write to. */
export function objectOr(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : nothing;
}

export function partsOf(call: JsonObject): CallParts {
  const context = objectOr(call.context);
  return {
    call,
    traits: objectOr(call.traits),
    properties: objectOr(call.properties),
    context,
    contextTraits: objectOr(context.traits),
  };
}
