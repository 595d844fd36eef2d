import type { Ctx } from "../context.ts";
import type { Sql } from "../db/queryable.ts";
import { applyOperation, type MemberOperation, unknownMember, type Verdict } from "./member-state.ts";
import {
  addToSizes,
  lockAudiences,
  type MemberKey,
  type MemberRow,
  membersByKey,
  type SizeChange,
  writeMembers,
} from "./member-store.ts";

export type Applied = {
  /** Aligned to the operations; null where the audience does not exist (any more). */
  results: (Verdict | null)[];
  joined: number;
  left: number;
};

const keyOf = ({ audienceId, identity }: MemberKey) => `${audienceId}/${identity}`;

const byKey = (a: MemberKey, b: MemberKey) => (keyOf(a) < keyOf(b) ? -1 : 1);

/** What operations change: the states to write, and what audiences gain and lose. */
export type Changes = Applied & { members: MemberRow[]; sizes: SizeChange[] };

/**
 * Works out what operations do, in their order, to users of `audiences`, which the caller holds locked; `held` are those
 * users whom something is known of. Operations on other audiences change nothing.
 */
export function changesOf(
  operations: MemberOperation[],
  { audiences, held, now }: { audiences: Set<string>; held: MemberRow[]; now: Date },
): Changes {
  const before = new Map(held.map((row) => [keyOf(row), row]));
  const after = new Map<string, MemberRow>();
  const changed = new Set<string>();
  const results = operations.map((operation) => {
    const { audienceId, identity } = operation;
    if (!audiences.has(audienceId)) {
      return null;
    }
    const key = keyOf(operation);
    const known = after.get(key) ?? before.get(key);
    const { state, result } = applyOperation(known?.state ?? unknownMember, operation);
    if (result.verdict === "applied") {
      changed.add(audienceId);
    }
    if (known && state === known.state) {
      return result;
    }
    const joins = state.present && !known?.state.present;
    after.set(key, { audienceId, identity, state, joinedAt: joins || !known ? now : known.joinedAt });
    return result;
  });
  const sizes = new Map([...changed].map((audienceId) => [audienceId, { audienceId, joined: 0, left: 0 }]));
  let joined = 0;
  let left = 0;
  for (const [key, { audienceId, state }] of after) {
    const was = before.get(key)?.state.present ?? false;
    const joins = state.present && !was ? 1 : 0;
    const leaves = !state.present && was ? 1 : 0;
    joined += joins;
    left += leaves;
    const size = sizes.get(audienceId);
    if (size) {
      size.joined += joins;
      size.left += leaves;
    }
  }
  const byAudience = (a: SizeChange, b: SizeChange) => (a.audienceId < b.audienceId ? -1 : 1);
  return {
    results,
    joined,
    left,
    members: [...after.values()].sort(byKey),
    sizes: [...sizes.values()].sort(byAudience),
  };
}

/**
 * Applies operations on users of any audiences of the workspace, in their order, and keeps members, sizes and the hour's
 * figures in step. In the caller's transaction; a handful of statements however many operations there are (up to some
 * thousands). Operations on one audience wait for each other, so that no two disagree about its size.
 */
export async function applyOperations(
  tx: Pick<Ctx, "workspaceId" | "clock"> & { db: Sql },
  operations: MemberOperation[],
): Promise<Applied> {
  const { db, workspaceId } = tx;
  const now = tx.clock.now();
  const audiences = await lockAudiences(db, workspaceId, audiencesOf(operations));
  const known = operations.filter((operation) => audiences.has(operation.audienceId));
  const held = await membersByKey(db, workspaceId, keysOf(known));
  const { members, sizes, results, joined, left } = changesOf(operations, { audiences, held, now });
  if (members.length > 0) {
    await writeMembers(db, workspaceId, members);
  }
  if (sizes.length > 0) {
    await addToSizes(db, workspaceId, sizes, now);
  }
  return { results, joined, left };
}

/** The audiences of operations, each once. */
export function audiencesOf(operations: MemberOperation[]): string[] {
  return [...new Set(operations.map((operation) => operation.audienceId))];
}

/** The users of operations, each once. */
export function keysOf(operations: MemberOperation[]): MemberKey[] {
  return [...new Map(operations.map((operation) => [keyOf(operation), operation])).values()];
}
