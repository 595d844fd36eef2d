import type { Json, JsonObject } from "../kernel/json.ts";

/** An operation on one user of one audience, as it happened at `atMs`. */
export type MemberOperation = {
  audienceId: string;
  identity: string;
  operation: "upsert" | "delete";
  /** Of an upsert: merged into those that are there. */
  properties: JsonObject;
  /** Milliseconds since 1970, by the sender's clock. */
  atMs: number;
};

/** What is kept of one user: last write wins by event time, as a whole and per property. */
export type MemberState = {
  present: boolean;
  properties: JsonObject;
  /** Event time of each property in milliseconds. */
  stamps: Record<string, number>;
  upsertedMs: number | null;
  deletedMs: number | null;
};

export type Verdict = { verdict: "applied" | "ignored"; reason: string };
export type Step = { state: MemberState; result: Verdict };

const applied: Verdict = { verdict: "applied", reason: "" };
const ignored = (reason: string): Verdict => ({ verdict: "ignored", reason });

export const unknownMember: MemberState = {
  present: false,
  properties: {},
  stamps: {},
  upsertedMs: null,
  deletedMs: null,
};

const latest = (a: number | null, b: number | null): number =>
  Math.max(a ?? Number.NEGATIVE_INFINITY, b ?? Number.NEGATIVE_INFINITY);

function upsert(state: MemberState, { properties, atMs }: MemberOperation): Step {
  const deleted = latest(state.deletedMs, null);
  if (atMs < deleted) {
    return { state, result: ignored("Older than a delete of the same user") };
  }
  const next: MemberState = {
    ...state,
    // Behind a delete of the same moment an upsert counts, as it came after it.
    present: atMs >= latest(state.upsertedMs, state.deletedMs) || state.present,
    upsertedMs: Math.max(atMs, latest(state.upsertedMs, null)),
  };
  let changes = next.present !== state.present;
  let outdated = 0;
  const newer: [string, Json][] = [];
  for (const [name, value] of Object.entries(properties)) {
    if (atMs < (Object.hasOwn(state.stamps, name) ? (state.stamps[name] ?? 0) : Number.NEGATIVE_INFINITY)) {
      outdated += 1;
      continue;
    }
    changes ||=
      !Object.hasOwn(state.properties, name) ||
      JSON.stringify(state.properties[name]) !== JSON.stringify(value);
    newer.push([name, value]);
  }
  // By entries, so that a property named __proto__ is one like others.
  next.properties = Object.fromEntries([...Object.entries(state.properties), ...newer]);
  next.stamps = Object.fromEntries([...Object.entries(state.stamps), ...newer.map(([name]) => [name, atMs])]);
  if (changes) {
    return { state: next, result: applied };
  }
  const why = outdated > 0 ? "Older than what is known of the user" : "Says nothing new";
  return { state: next, result: ignored(why) };
}

function remove(state: MemberState, { atMs }: MemberOperation): Step {
  const deletedMs = Math.max(atMs, latest(state.deletedMs, null));
  if (atMs < latest(state.upsertedMs, null)) {
    // What was said before the delete is gone, what was said after it stays.
    const kept = Object.entries(state.stamps).filter(([, stamp]) => stamp >= atMs);
    const next: MemberState = {
      ...state,
      deletedMs,
      properties: Object.fromEntries(kept.map(([name]) => [name, state.properties[name] ?? null])),
      stamps: Object.fromEntries(kept),
    };
    const lost = Object.keys(state.properties).length - kept.length;
    return {
      state: next,
      result:
        state.present && lost > 0
          ? { verdict: "applied", reason: "Older than an upsert: only properties from before it are gone" }
          : ignored(state.present ? "Older than an upsert of the same user" : "Not in the audience"),
    };
  }
  return {
    state: { ...state, present: false, properties: {}, stamps: {}, deletedMs },
    result: state.present ? applied : ignored("Not in the audience"),
  };
}

const steps = { upsert, delete: remove };

/**
 * Applies one operation to a user's state. Whatever the order in which operations arrive, the state in the end is that of
 * their order in time; of two of the same moment the one that came later counts as the later one.
 */
export function applyOperation(state: MemberState, operation: MemberOperation): Step {
  return steps[operation.operation](state, operation);
}
