import type { Ctx } from "../context.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { Fault } from "../kernel/fault.ts";
import type { JsonObject } from "../kernel/json.ts";
import { fillFromStoriesJob } from "./jobs/fill-from-stories-job.ts";
import { snapshotJob } from "./jobs/snapshot-job.ts";
import type { OriginId } from "./origins.ts";
import type { CreateAudience } from "./schema.ts";

type Defined = {
  /** What is kept of it; throws `invalid` on the field that is missing. */
  definition(given: CreateAudience, now: Date): JsonObject;
  /** What fills an audience that was just made, in its transaction. */
  begin(tx: Ctx, audienceId: string, definition: JsonObject): Promise<void>;
};

function needed<Value>(value: Value | undefined, field: string, message: string): Value {
  if (value === undefined) {
    throw new Fault("invalid", `${field}: ${message}`, { problems: [{ path: field, field, message }] });
  }
  return value;
}

const defined: Partial<Record<OriginId, Defined>> = {
  story: {
    definition: ({ story }) => needed(story, "story", "Say which component of a story"),
    begin: (tx, audienceId) =>
      enqueue(tx, fillFromStoriesJob, { workspaceId: tx.workspaceId, audienceId, after: "" }),
  },
  people: {
    definition: ({ people }, now) => ({
      filter: needed(people, "people", "Say which people"),
      begunAt: now.toISOString(),
      takenAt: null,
    }),
    begin: (tx, audienceId, { begunAt }) =>
      enqueue(tx, snapshotJob, { workspaceId: tx.workspaceId, audienceId, begunAt: String(begunAt) }),
  },
};

/** What an audience is defined by beside its origin. Throws `invalid` when it is missing. */
export function definitionOf(given: CreateAudience, now: Date): JsonObject {
  return defined[given.origin]?.definition(given, now) ?? {};
}

/** Starts what fills an audience that was just made, in its transaction. */
export async function beginFilling(
  tx: Ctx,
  audience: { id: string; origin: OriginId; definition: JsonObject },
): Promise<void> {
  await defined[audience.origin]?.begin(tx, audience.id, audience.definition);
}
