import type { Db } from "../db/client.ts";
import { newId } from "../kernel/ids.ts";
import type { IdentifierKind } from "../people/schema.ts";

const at = new Date("2026-11-01T00:00:00Z");

/** People known by these identifiers, without any event. Resolves their ids in the same order. */
export async function insertTestPeople(
  db: Db,
  workspaceId: string,
  known: Partial<Record<IdentifierKind, string>>[],
): Promise<string[]> {
  const people = known.map((identifiers) => ({ id: newId(), identifiers: Object.entries(identifiers) }));
  await db.prisma.person.createMany({
    data: people.map(({ id }) => ({ workspaceId, id, firstSeen: at, lastSeen: at })),
  });
  await db.prisma.identifier.createMany({
    data: people.flatMap(({ id, identifiers }) =>
      identifiers.map(([kind, value]) => ({ workspaceId, kind, value, personId: id })),
    ),
  });
  return people.map(({ id }) => id);
}

/** So many people with the user IDs cust-0, cust-1 … */
export async function insertNumberedPeople(db: Db, workspaceId: string, count: number): Promise<void> {
  await db.sql(
    `with made as (
       insert into people (workspace_id, id, user_id, first_seen, last_seen)
       select $1::uuid, gen_random_uuid(), 'cust-' || n, $3::timestamptz, $3::timestamptz
       from generate_series(0, $2::int - 1) n returning id, user_id)
     insert into identifiers (workspace_id, kind, value, person_id) select $1::uuid, 'user_id', user_id, id from made`,
    [workspaceId, count, at.toISOString()],
  );
}

/** Makes the first person a pointer to the second, as merging does. */
export async function mergeTestPeople(
  db: Db,
  workspaceId: string,
  fromId: string,
  intoId: string,
): Promise<void> {
  const pair = [workspaceId, fromId, intoId];
  await db.sql(
    `update identifiers set person_id = $3::uuid where workspace_id = $1::uuid and person_id = $2::uuid`,
    pair,
  );
  await db.sql(
    `update people set merged_into = $3::uuid where workspace_id = $1::uuid and id = $2::uuid`,
    pair,
  );
  await db.sql(
    `insert into person_merges (workspace_id, id, into_id, from_id, cause, evidence)
     values ($1::uuid, gen_random_uuid(), $3::uuid, $2::uuid, 'identify', 'email:test')`,
    pair,
  );
}
