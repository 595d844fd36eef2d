import type { Db } from "../db/client.ts";
import { Prisma } from "../db/generated/client.ts";
import { withUnique } from "../db/unique-field.ts";
import type { ControlGroupKind } from "./schema.ts";
import { inControlGroup } from "./share.ts";

export type ControlGroupRecord = {
  id: string;
  kind: ControlGroupKind;
  name: string;
  salt: string;
  percent: number;
  createdBy: string;
  createdAt: Date;
  changedAt: Date;
};

/** Lets one transaction at a time change the control groups of a workspace, to its end. */
export async function lockControlGroups(db: Db, workspaceId: string): Promise<void> {
  await db.sql(`select pg_advisory_xact_lock(hashtextextended('control groups ' || $1::text, 0))::text`, [
    workspaceId,
  ]);
}

/** Those that are not removed, the system group first, then in the order of their making. */
export async function controlGroupRows(db: Db, workspaceId: string): Promise<ControlGroupRecord[]> {
  return db.sql<ControlGroupRecord>(
    `select id, kind, name, salt, percent::float8 as percent, created_by as "createdBy", created_at as "createdAt",
       changed_at as "changedAt"
     from control_groups where workspace_id = $1::uuid and removed_at is null
     order by kind = 'system' desc, id`,
    [workspaceId],
  );
}

function withUniqueName<T>(name: string | undefined, write: () => Promise<T>): Promise<T> {
  const message = `There is a control group named "${name}" already. Choose another name.`;
  return withUnique({ field: "name", message }, write);
}

export async function insertControlGroup(
  db: Db,
  workspaceId: string,
  group: ControlGroupRecord,
): Promise<void> {
  const data = { workspaceId, ...group, percent: new Prisma.Decimal(group.percent) };
  await withUniqueName(group.name, () => db.prisma.controlGroup.create({ data }));
}

export async function changeControlGroup(
  db: Db,
  workspaceId: string,
  id: string,
  change: { name?: string; percent?: number; changedAt?: Date; removedAt?: Date },
): Promise<void> {
  const where = { workspaceId_id: { workspaceId, id } };
  await withUniqueName(change.name, () => db.prisma.controlGroup.update({ where, data: change }));
}

/** How many people each of these groups holds now, in their order, and how many there are: one pass over the people. */
export async function countControlGroups(
  db: Db,
  workspaceId: string,
  groups: readonly ControlGroupRecord[],
): Promise<{ of: number; people: number[] }> {
  const values: unknown[] = [workspaceId];
  const add = (value: Buffer, type: string) => `$${values.push(value)}::${type}`;
  const counts = groups.map((group) => `count(*) filter (where ${inControlGroup("p.id", group, add)})::int`);
  const rows = await db.sql<{ of: number; people: number[] }>(
    `select count(*)::int as of, array[${counts.join(", ")}]::int[] as people from people p
     where p.workspace_id = $1::uuid and p.merged_into is null`,
    values,
  );
  return rows[0] ?? { of: 0, people: groups.map(() => 0) };
}
