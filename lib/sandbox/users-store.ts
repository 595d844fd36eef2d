import type { Db, Querying } from "../db/client.ts";
import type { JsonObject } from "../kernel/json.ts";
import { storableJson } from "./storable.ts";

/** What becomes of a user's properties; applied in the order given, on those of an unknown user to none. */
export type UserUpdate = { identity: string; update(properties: JsonObject): JsonObject };

type Place = { partner: string; account: string };

/**
 * Applies updates to an account's users and makes those that are new. The caller's transaction holds the account's row
 * in sandbox_accounts (as every one that keeps records does), so that two cannot read the same user before either writes.
 */
export async function updateUsers(tx: Querying, { partner, account }: Place, updates: UserUpdate[]) {
  const identities = [...new Set(updates.map((one) => one.identity))].sort();
  const { rows } = await tx.query<{ identity: string; properties: JsonObject }>(
    `select identity, properties from sandbox_users
     where partner = $1 and account = $2 and identity = any($3::text[])`,
    [partner, account, identities],
  );
  const users = new Map(rows.map((row) => [row.identity, row.properties]));
  for (const { identity, update } of updates) {
    users.set(identity, update(users.get(identity) ?? {}));
  }
  await tx.query(
    `insert into sandbox_users as kept (partner, account, identity, properties)
     select $1, $2, identity, properties::jsonb from unnest($3::text[], $4::text[]) as given(identity, properties)
     on conflict (partner, account, identity) do update
     set properties = excluded.properties, updated_at = now()
     where kept.properties <> excluded.properties`,
    [partner, account, identities, identities.map((identity) => storableJson(users.get(identity) ?? {}))],
  );
}

/** Deletes users who are called so, or whose `identity` says so, and what they did. */
export async function deleteUsers(tx: Querying, { partner, account }: Place, identities: string[]) {
  await tx.query(
    `with gone as (
       delete from sandbox_users where partner = $1 and account = $2
         and (identity = any($3::text[]) or properties ->> 'identity' = any($3::text[])) returning identity
     )
     delete from sandbox_events where partner = $1 and account = $2 and identity in (select identity from gone)`,
    [partner, account, identities],
  );
}

export type UserRow = { identity: string; properties: JsonObject; createdAt: Date; updatedAt: Date };

/** All must hold: the property is this text, or a number or truth value that reads so, or a list that holds it. */
export type PropertyEquals = { name: string; value: string };

/** The condition and its values; a parameter for each name and value, since a join over them would cost far more. */
function matching(
  { partner, account }: Place,
  equal: PropertyEquals[],
): { where: string; values: unknown[] } {
  const each = equal.map((_, index) => {
    const [name, value] = [`$${2 * index + 3}::text`, `$${2 * index + 4}::text`];
    return ` and (properties ->> ${name} = ${value} or properties -> ${name} @> to_jsonb(${value}))`;
  });
  return {
    where: `partner = $1 and account = $2${each.join("")}`,
    values: [partner, account, ...equal.flatMap(({ name, value }) => [name, value])],
  };
}

/** Users by identity, after `after`. */
export async function usersOf(
  db: Db,
  place: Place,
  page: { equal: PropertyEquals[]; after: string; limit: number },
): Promise<UserRow[]> {
  const { where, values } = matching(place, page.equal);
  return db.sql<UserRow>(
    `select identity, properties, created_at as "createdAt", updated_at as "updatedAt" from sandbox_users
     where ${where} and identity > $${values.length + 1} order by identity limit $${values.length + 2}::int`,
    [...values, page.after, page.limit],
  );
}

/** The user who is called so, else one whose `identity` says so: one row or none. */
export async function userCalled(db: Db, { partner, account }: Place, identity: string): Promise<UserRow[]> {
  return db.sql<UserRow>(
    `select identity, properties, created_at as "createdAt", updated_at as "updatedAt" from sandbox_users
     where partner = $1 and account = $2 and (identity = $3 or properties ->> 'identity' = $3)
     order by identity <> $3 limit 1`,
    [partner, account, identity],
  );
}

export async function countUsers(db: Db, place: Place, equal: PropertyEquals[]): Promise<number> {
  const { where, values } = matching(place, equal);
  const rows = await db.sql<{ count: number }>(
    `select count(*)::int as count from sandbox_users where ${where}`,
    values,
  );
  return rows[0]?.count ?? 0;
}
