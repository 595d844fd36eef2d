import type { Ctx } from "../context.ts";
import type { Querying } from "../db/client.ts";
import { withinTime } from "../db/within-time.ts";
import { Fault } from "../kernel/fault.ts";
import { profilesLike } from "../people/profiles.ts";
import type { Only } from "./engine/only.ts";
import { recordOfMessageId } from "./message-id.ts";
import { namesLike } from "./run-records-store.ts";

/** A search that takes longer ends with words instead of holding a connection. */
const SEARCH_MS = 5_000;

export type RunSearch = { text: string; only: Only };

/**
 * What a text means among the records of an export: one record by its message id; else the people with an identifier that
 * begins with it and the events whose name holds it. Both come from indexes, and so do the records of both.
 */
export async function searchOf(ctx: Ctx, exportId: string, text: string): Promise<RunSearch> {
  const record = recordOfMessageId(exportId, text);
  if (record) {
    const people = "personId" in record ? [record.personId] : [];
    return { text, only: { people, names: [], seq: "seq" in record ? record.seq : null } };
  }
  const [people, names] = await Promise.all([
    profilesLike(ctx, text),
    bounded(ctx, (connection) => namesLike(connection, ctx.workspaceId, text)),
  ]);
  return { text, only: { people, names, seq: null } };
}

/** Runs a search's statement within its time. Throws `limit` when it takes longer. */
export async function bounded<T>(ctx: Ctx, work: (connection: Querying) => Promise<T>): Promise<T> {
  const found = await withinTime(ctx.db, SEARCH_MS, async (connection) => ({
    value: await work(connection),
  }));
  if (!found) {
    throw new Fault(
      "limit",
      `The search took longer than ${SEARCH_MS / 1_000} seconds. Search by a person's whole identifier, or download the CSV.`,
    );
  }
  return found.value;
}
