import type { Db } from "../../db/client.ts";
import type { ImportPlace } from "../../imports/staged-tables.ts";
import type { IdentifiedBy } from "./identified-by.ts";
import type { ListImportRecord } from "./list-import-store.ts";

/** The import under a lock, where it is being applied. Lock its list first, as whoever begins one does. */
export async function lockApplyingList(db: Db, place: ImportPlace): Promise<ListImportRecord["mode"] | null> {
  const rows = await db.sql<{ mode: ListImportRecord["mode"] }>(
    `select mode from list_imports where workspace_id = $1::uuid and id = $2::uuid and status = 'APPLYING' for update`,
    [place.workspaceId, place.importId],
  );
  return rows[0]?.mode ?? null;
}

export type LookedUp = { identity: string; line: number; personId: string | null };

// What is found stays whose it is until the transaction ends: merging people waits for these locks. Files often lack the
// plus of a phone number, or have one too many: then the other way of writing it counts, where nobody has this one.
const byIdentifier = `select i.person_id from identifiers i
  where i.workspace_id = $1::uuid and i.kind = $5 and i.value in (s.identity, case when $5 = 'phone'
    then case when s.identity like '+%' then substr(s.identity, 2) else '+' || s.identity end else s.identity end)
  order by i.value = s.identity desc limit 1 for share of i`;
// Some shops call users by their e-mail: where nobody has it as one, it is looked for among user IDs (decision 052).
const byUserId = `select i.person_id from identifiers i
  where f.person_id is null and i.workspace_id = $1::uuid and i.kind = 'user_id' and lower(i.value) = s.identity
  order by i.value = s.identity desc, i.value limit 1 for share of i`;
const byId = `select k.id as person_id from people p
  join people k on k.workspace_id = $1::uuid and k.id = coalesce(p.merged_into, p.id)
  where p.workspace_id = $1::uuid and p.id = s.identity::uuid and $5 = 'person_id' limit 1 for share of k`;

/** Staged identities in their order, after one of them, each with the person whose it is now. */
export async function lookUpAfter(
  db: Db,
  place: ImportPlace,
  kind: IdentifiedBy,
  after: string,
  limit: number,
): Promise<LookedUp[]> {
  const mail = kind === "email";
  return db.sql<LookedUp>(
    `with staged as materialized (
       select r.identity, r.line from list_import_rows r
       where r.workspace_id = $1::uuid and r.import_id = $2::uuid and r.identity > $3::text
       order by r.identity limit $4::int)
     select s.identity, s.line, ${mail ? "coalesce(f.person_id, u.person_id)" : "f.person_id"} as "personId" from staged s
     left join lateral (${kind === "person_id" ? byId : byIdentifier}) f on true
     ${mail ? `left join lateral (${byUserId}) u on true` : ""} order by s.identity`,
    [place.workspaceId, place.importId, after, limit, kind],
  );
}

/** Notes whom the file names. Resolves those of them that it had not named yet. */
export async function noteNamed(db: Db, place: ImportPlace, people: string[]): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `insert into list_import_people (workspace_id, import_id, person_id)
     select distinct $1::uuid, $2::uuid, u from unnest($3::uuid[]) u on conflict do nothing returning person_id as id`,
    [place.workspaceId, place.importId, people],
  );
  return rows.map(({ id }) => id);
}

export async function deleteLookedUp(db: Db, place: ImportPlace, identities: string[]): Promise<void> {
  await db.sql(
    `delete from list_import_rows where workspace_id = $1::uuid and import_id = $2::uuid and identity = any($3::text[])`,
    [place.workspaceId, place.importId, identities],
  );
}

/**
 * Some members of the list, in the order of their ids after one of them, whom the file does not name; nor does it name
 * anybody who was found to be them meanwhile.
 */
export async function notNamedAfter(
  db: Db,
  place: ImportPlace & { segmentId: string },
  after: string,
  limit: number,
): Promise<{ people: string[]; last: string | null }> {
  // The offset keeps PostgreSQL to looking each one up: both tables have just grown, and it may take them for small.
  const rows = await db.sql<{ id: string; named: boolean }>(
    `with others as materialized (
       select m.person_id as id from segment_members m
       where m.workspace_id = $1::uuid and m.segment_id = $3::uuid and m.person_id > $4::uuid
         and not exists (select 1 from list_import_people n
           where n.workspace_id = $1::uuid and n.import_id = $2::uuid and n.person_id = m.person_id offset 0)
       order by m.person_id limit $5::int)
     select o.id, exists (
         with recursive was as (
           select g.from_id from person_merges g where g.workspace_id = $1::uuid and g.into_id = o.id
           union select g.from_id from was w join person_merges g on g.workspace_id = $1::uuid and g.into_id = w.from_id)
         select 1 from was w join list_import_people n
           on n.workspace_id = $1::uuid and n.import_id = $2::uuid and n.person_id = w.from_id) as named
     from others o order by o.id`,
    [place.workspaceId, place.importId, place.segmentId, after, limit],
  );
  return { people: rows.filter(({ named }) => !named).map(({ id }) => id), last: rows.at(-1)?.id ?? null };
}

export type ListStep = Pick<
  ListImportRecord,
  "applied" | "found" | "unknown" | "doubled" | "entered" | "left"
>;

export async function addToListImport(db: Db, place: ImportPlace, step: ListStep, now: Date): Promise<void> {
  await db.sql(
    `update list_imports set applied = applied + $3::int, found = found + $4::int, "unknown" = "unknown" + $5::int,
       doubled = doubled + $6::int, entered = entered + $7::int, "left" = "left" + $8::int,
       heartbeat_at = $9::timestamptz where workspace_id = $1::uuid and id = $2::uuid`,
    [
      place.workspaceId,
      place.importId,
      step.applied,
      step.found,
      step.unknown,
      step.doubled,
      step.entered,
      step.left,
      now.toISOString(),
    ],
  );
}

/** From APPLYING to its end, in words where nothing came of it. */
export async function endListImport(
  db: Db,
  place: ImportPlace,
  problem: string | null,
  now: Date,
): Promise<void> {
  await db.sql(
    `update list_imports set status = case when $3::text is null then 'DONE' else 'FAILED' end, problem = $3,
       ended_at = $4::timestamptz, heartbeat_at = $4::timestamptz where workspace_id = $1::uuid and id = $2::uuid`,
    [place.workspaceId, place.importId, problem, now.toISOString()],
  );
}
