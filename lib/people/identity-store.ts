import { textArray } from "../db/binary-arrays.ts";
import type { Queryable } from "../db/queryable.ts";
import { unseenFrom } from "../db/unseen.ts";
import { allProfiles } from "./all-profiles.ts";
import { holdDays, moveDays } from "./days-store.ts";
import type { Merge, OwnedIdentifier } from "./decide-identities.ts";
import type { CallIdentifier } from "./identify.ts";
import { moveMessages } from "./messages-store.ts";
import type { NewPerson, PersonPatch } from "./person-rows.ts";

export type IdentityRow = CallIdentifier & {
  personId: string;
  hasUserId: boolean;
  firstSeen: Date;
  lastSeen: Date;
};

// The lateral limit keeps it to one index probe per identifier, whatever the planner believes of a young table.
const lookUp = `select g.n::int, i.*
  from unnest(${unseenFrom(2, ["text", "text"])}) with ordinality as g(kind, value, n)
  cross join lateral (
    select i.person_id, p.user_id is not null, extract(epoch from p.first_seen)::float8,
      extract(epoch from p.last_seen)::float8
    from identifiers i join people p on p.workspace_id = i.workspace_id and p.id = i.person_id
    where i.workspace_id = $1 and i.kind = g.kind and i.value = g.value limit 1) i`;

/** The people behind identifiers, as they are now; nothing is locked. */
export async function selectIdentities(
  client: Queryable,
  workspaceId: string,
  identifiers: readonly CallIdentifier[],
): Promise<IdentityRow[]> {
  const { rows } = await client.query<[number, string, boolean, number, number]>({
    name: "people.look-up",
    text: lookUp,
    values: [
      workspaceId,
      textArray(identifiers.map((item) => item.kind)),
      textArray(identifiers.map((item) => item.value)),
    ],
    rowMode: "array",
  });
  return rows.flatMap(([n, personId, hasUserId, first, last]) => {
    const identifier = identifiers[n - 1];
    return identifier
      ? [
          {
            ...identifier,
            personId,
            hasUserId,
            firstSeen: new Date(first * 1_000),
            lastSeen: new Date(last * 1_000),
          },
        ]
      : [];
  });
}

/** Waits until no other transaction changes this workspace's people under the same lock; held to the end of this one. */
export async function lockWorkspacePeople(client: Queryable, workspaceId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('people ' || $1::text, 0))`, [
    workspaceId,
  ]);
}

export async function identifiersOfPeople(
  client: Queryable,
  workspaceId: string,
  personIds: readonly string[],
): Promise<CallIdentifier[]> {
  const { rows } = await client.query<CallIdentifier>(
    `select kind, value from identifiers where workspace_id = $1 and person_id = any($2::uuid[])`,
    [workspaceId, personIds],
  );
  return rows;
}

/** Locks identifiers in one order for everybody. */
export async function lockIdentifiers(
  client: Queryable,
  workspaceId: string,
  identifiers: readonly CallIdentifier[],
  mode: "share" | "update",
): Promise<void> {
  await client.query(
    `select count(*) from (select * from unnest($2::text[], $3::text[]) as u(kind, value) order by kind, value) g
     cross join lateral (select * from identifiers i
       where i.workspace_id = $1 and i.kind = g.kind and i.value = g.value limit 1 for ${mode}) i`,
    [workspaceId, identifiers.map((item) => item.kind), identifiers.map((item) => item.value)],
  );
}

export async function insertPeople(
  client: Queryable,
  workspaceId: string,
  people: readonly NewPerson[],
): Promise<void> {
  await client.query({
    name: "people.insert",
    text: `insert into people
        (workspace_id, id, user_id, email, phone, anonymous_id, device_id, name, properties, first_seen, last_seen)
      select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
        $9::jsonb[], $10::timestamptz[], $11::timestamptz[])`,
    values: [
      workspaceId,
      people.map((person) => person.id),
      people.map((person) => person.userId),
      people.map((person) => person.email),
      people.map((person) => person.phone),
      people.map((person) => person.anonymousId),
      people.map((person) => person.deviceId),
      people.map((person) => person.name),
      people.map((person) => person.properties),
      people.map((person) => person.firstSeen.toISOString()),
      people.map((person) => person.lastSeen.toISOString()),
    ],
  });
}

/** Adds identifiers, in one order for everybody. Returns how many were new; fewer than given means that another was first. */
export async function insertIdentifiers(
  client: Queryable,
  workspaceId: string,
  identifiers: readonly OwnedIdentifier[],
  now: Date,
): Promise<number> {
  const sorted = [...identifiers].sort((a, b) => (a.kind + a.value < b.kind + b.value ? -1 : 1));
  const { rowCount } = await client.query({
    name: "people.identifiers.insert",
    text: `insert into identifiers (workspace_id, kind, value, person_id, created_at)
      select $1, kind, value, person_id, $5
      from unnest($2::text[], $3::text[], $4::uuid[]) as g(kind, value, person_id)
      on conflict do nothing`,
    values: [
      workspaceId,
      sorted.map((item) => item.kind),
      sorted.map((item) => item.value),
      sorted.map((item) => item.personId),
      now,
    ],
  });
  return rowCount ?? 0;
}

export async function pointIdentifiers(
  client: Queryable,
  workspaceId: string,
  identifiers: readonly OwnedIdentifier[],
): Promise<void> {
  await client.query(
    `update identifiers i set person_id = g.person_id
     from unnest($2::text[], $3::text[], $4::uuid[]) as g(kind, value, person_id)
     where i.workspace_id = $1 and i.kind = g.kind and i.value = g.value`,
    [
      workspaceId,
      identifiers.map((item) => item.kind),
      identifiers.map((item) => item.value),
      identifiers.map((item) => item.personId),
    ],
  );
}

/**
 * Makes one person of two: identifiers, events and earlier merges go to `intoId`, whose own properties win; the other
 * stays as a pointer. Both people's identifiers must be locked. Returns how many events moved.
 */
export async function mergePeople(
  client: Queryable,
  workspaceId: string,
  merge: Merge & { id: string; at: Date },
): Promise<number> {
  const pair = [workspaceId, merge.fromId, merge.intoId];
  // The strongest lock: waits for those who write events for a person by their id, and hold it by its key alone.
  await client.query(
    `select id from people where workspace_id = $1 and id in ($2, $3) order by id for update`,
    pair,
  );
  await client.query(
    `update identifiers set person_id = $3 where workspace_id = $1 and person_id = $2`,
    pair,
  );
  await holdDays(client, workspaceId);
  await moveDays(client, workspaceId, merge);
  const moved = await client.query(
    `update events set person_id = $3 where workspace_id = $1 and person_id = $2`,
    pair,
  );
  await client.query(
    `with gone as (delete from person_contexts where workspace_id = $1 and person_id = $2 returning context, times)
     insert into person_contexts as k (workspace_id, person_id, context, times)
     select $1, $3, context, times from gone
     on conflict (workspace_id, person_id) do update
       set context = excluded.context || k.context, times = excluded.times || k.times`,
    pair,
  );
  await client.query(
    `update device_tokens set person_id = $3 where workspace_id = $1 and person_id = $2`,
    pair,
  );
  await moveMessages(client, workspaceId, merge);
  await client.query(
    `update people set merged_into = $3
     where workspace_id = $1 and merged_into = $2 and id = any(${allProfiles("$2::uuid", "$1::uuid")})`,
    pair,
  );
  await client.query(
    `update people k set
       user_id = coalesce(k.user_id, f.user_id), email = coalesce(k.email, f.email),
       phone = coalesce(k.phone, f.phone), anonymous_id = coalesce(k.anonymous_id, f.anonymous_id),
       device_id = coalesce(k.device_id, f.device_id), name = coalesce(k.name, f.name),
       properties = f.properties || k.properties,
       first_seen = least(k.first_seen, f.first_seen), last_seen = greatest(k.last_seen, f.last_seen),
       changed_tx = pg_current_xact_id()::text::bigint
     from people f where k.workspace_id = $1 and k.id = $3 and f.workspace_id = $1 and f.id = $2`,
    pair,
  );
  await client.query(
    `update people set merged_into = $3, changed_tx = pg_current_xact_id()::text::bigint
     where workspace_id = $1 and id = $2`,
    pair,
  );
  await client.query(
    `insert into person_merges (workspace_id, id, into_id, from_id, at, cause, evidence, events_moved)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      workspaceId,
      merge.id,
      merge.intoId,
      merge.fromId,
      merge.at,
      merge.cause,
      merge.evidence,
      moved.rowCount ?? 0,
    ],
  );
  return moved.rowCount ?? 0;
}

/** Changes people; `changed_tx` moves on only for those that became different by it. */
export async function patchPeople(
  client: Queryable,
  workspaceId: string,
  patches: readonly PersonPatch[],
): Promise<void> {
  const sorted = [...patches].sort((a, b) => (a.id < b.id ? -1 : 1));
  await client.query({
    name: "people.patch",
    // Computed from `p` alone: after a wait for another writer PostgreSQL then works on that writer's result.
    text: `with s as materialized (
        select u.* from unnest($2::uuid[], $3::jsonb[], $4::jsonb[], $5::text[], $6::text[], $7::text[],
          $8::text[], $9::text[], $10::text[], $11::text[])
          as u(id, set_to, unset, name, user_id, email, phone, anonymous_id, device_id, renamed_to)
        cross join lateral (select 1 from people p where p.workspace_id = $1 and p.id = u.id
          limit 1 for no key update) l)
      update people p set
        properties = (p.properties || s.set_to) - array(select jsonb_array_elements_text(s.unset)),
        name = coalesce(s.name, p.name), user_id = coalesce(s.renamed_to, p.user_id, s.user_id),
        email = coalesce(p.email, s.email), phone = coalesce(p.phone, s.phone),
        anonymous_id = coalesce(p.anonymous_id, s.anonymous_id),
        device_id = coalesce(p.device_id, s.device_id), changed_tx = pg_current_xact_id()::text::bigint
      from s
      where p.workspace_id = $1 and p.id = s.id and
        (p.properties, p.name, p.user_id, p.email, p.phone, p.anonymous_id, p.device_id) is distinct from
        ((p.properties || s.set_to) - array(select jsonb_array_elements_text(s.unset)), coalesce(s.name, p.name),
          coalesce(s.renamed_to, p.user_id, s.user_id), coalesce(p.email, s.email), coalesce(p.phone, s.phone),
          coalesce(p.anonymous_id, s.anonymous_id), coalesce(p.device_id, s.device_id))`,
    values: [
      workspaceId,
      sorted.map((patch) => patch.id),
      sorted.map((patch) => patch.set),
      sorted.map((patch) => patch.unset),
      sorted.map((patch) => patch.name),
      sorted.map((patch) => patch.userId),
      sorted.map((patch) => patch.email),
      sorted.map((patch) => patch.phone),
      sorted.map((patch) => patch.anonymousId),
      sorted.map((patch) => patch.deviceId),
      sorted.map((patch) => patch.renamedTo),
    ],
  });
}
