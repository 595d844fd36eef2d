import type { Ctx } from "../context.ts";
import type { Sql } from "../db/queryable.ts";
import { applyOperation, type MemberOperation, unknownMember, type Verdict } from "./member-state.ts";
import {
  addToSizes,
  lockAudiences,
  type MemberKey,
  type MemberRow,
  membersByKey,
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
  const wanted = [...new Set(operations.map((operation) => operation.audienceId))];
  const audiences = await lockAudiences(db, workspaceId, wanted);
  const known = operations.filter((operation) => audiences.has(operation.audienceId));
  const before = new Map(
    (await membersByKey(db, workspaceId, distinct(known))).map((row) => [keyOf(row), row]),
  );
  const after = new Map<string, MemberRow>();
  const results = operations.map((operation) => {
    if (!audiences.has(operation.audienceId)) {
      return null;
    }
    const key = keyOf(operation);
    const held = after.get(key) ?? before.get(key);
    const { state, result } = applyOperation(held?.state ?? unknownMember, operation);
    if (held && state === held.state) {
      return result;
    }
    const joins = state.present && !held?.state.present;
    after.set(key, {
      audienceId: operation.audienceId,
      identity: operation.identity,
      state,
      joinedAt: joins || !held ? now : held.joinedAt,
    });
    return result;
  });
  const written = [...after.values()].sort(byKey);
  if (written.length > 0) {
    await writeMembers(db, workspaceId, written);
  }
  const sizes = wanted
    .filter((id) => audiences.has(id))
    .map((audienceId) => {
      const own = written.filter((row) => row.audienceId === audienceId);
      const was = (row: MemberRow) => before.get(keyOf(row))?.state.present ?? false;
      return {
        audienceId,
        joined: own.filter((row) => row.state.present && !was(row)).length,
        left: own.filter((row) => !row.state.present && was(row)).length,
        changed: results.some(
          (result, index) => result?.verdict === "applied" && operations[index]?.audienceId === audienceId,
        ),
      };
    });
  const changed = sizes.filter((size) => size.changed);
  if (changed.length > 0) {
    await addToSizes(db, workspaceId, changed, now);
  }
  return {
    results,
    joined: sizes.reduce((sum, size) => sum + size.joined, 0),
    left: sizes.reduce((sum, size) => sum + size.left, 0),
  };
}

function distinct(operations: MemberOperation[]): MemberKey[] {
  return [...new Map(operations.map((operation) => [keyOf(operation), operation])).values()];
}
