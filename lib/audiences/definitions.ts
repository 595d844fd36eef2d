import type { Ctx } from "../context.ts";
import { enqueue } from "../jobs/enqueue.ts";
import { Fault } from "../kernel/fault.ts";
import type { JsonObject } from "../kernel/json.ts";
import { getSegment } from "../segments/verbs/get-segment.ts";
import { fillFromStoriesJob } from "./jobs/fill-from-stories-job.ts";
import { snapshotJob } from "./jobs/snapshot-job.ts";
import type { OriginId } from "./origins.ts";
import { beginFetch } from "./remote/begin-fetch.ts";
import { findRemote } from "./remote/find-remote.ts";
import { remoteDefinition } from "./remote/schema.ts";
import type { CreateAudience } from "./schema.ts";
import { insertFeed } from "./segments/feed-store.ts";
import { segmentDefinition } from "./segments/schema.ts";

type Defined = {
  /** What is kept of it; throws `invalid` on the field that is missing. */
  definition(ctx: Ctx, given: CreateAudience): JsonObject | Promise<JsonObject>;
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
    definition: (_ctx, { story }) => needed(story, "story", "Say which component of a story"),
    begin: (tx, audienceId) =>
      enqueue(tx, fillFromStoriesJob, { workspaceId: tx.workspaceId, audienceId, after: "" }),
  },
  storyly: {
    definition: async (ctx, { remote }) => {
      const chosen = needed(remote, "remote", "Say which audience of which connection");
      const { name: audienceName } = await findRemote(ctx, chosen);
      const { connectionId, audienceId, column } = chosen;
      return { connectionId, audienceId, audienceName, column: column || null };
    },
    begin: async (tx, audienceId, definition) => {
      await beginFetch(tx, audienceId, remoteDefinition.parse(definition), "add");
    },
  },
  people: {
    definition: ({ clock }, { people }) => ({
      filter: needed(people, "people", "Say which people"),
      begunAt: clock.now().toISOString(),
      takenAt: null,
    }),
    begin: (tx, audienceId, { begunAt }) =>
      enqueue(tx, snapshotJob, { workspaceId: tx.workspaceId, audienceId, begunAt: String(begunAt) }),
  },
  segment: {
    definition: async (ctx, { segment }) => {
      const chosen = needed(segment, "segment", "Say which segment");
      const { name, archivedAt } = await getSegment(ctx, { id: chosen.segmentId });
      if (archivedAt) {
        throw new Fault("precondition", `"${name}" is archived. Restore it first.`);
      }
      return { ...chosen, segmentName: name };
    },
    begin: async (tx, audienceId, definition) => {
      const { segmentId } = segmentDefinition.parse(definition);
      await insertFeed(tx.db, { workspaceId: tx.workspaceId, audienceId, segmentId });
    },
  },
};

/** What an audience is defined by beside its origin. Throws `invalid` when it is missing; may ask a partner. */
export async function definitionOf(ctx: Ctx, given: CreateAudience): Promise<JsonObject> {
  return (await defined[given.origin]?.definition(ctx, given)) ?? {};
}

/** Starts what fills an audience that was just made, in its transaction. */
export async function beginFilling(
  tx: Ctx,
  audience: { id: string; origin: OriginId; definition: JsonObject },
): Promise<void> {
  await defined[audience.origin]?.begin(tx, audience.id, audience.definition);
}
