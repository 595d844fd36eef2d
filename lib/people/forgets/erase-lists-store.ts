import type { Db } from "../../db/client.ts";
import type { CallIdentifier } from "../identify.ts";

/** Takes the person out of files of lists that are on their way in; rows that were refused stay with their import. */
export async function eraseFromLists(
  db: Db,
  workspaceId: string,
  who: { profiles: string[]; identifiers: CallIdentifier[] },
): Promise<void> {
  await db.sql(
    `with named as materialized (
       select * from unnest($2::text[], $3::text[]) as n(kind, value)
       union all select 'person_id', p::text from unnest($4::uuid[]) p
     ), staged as (
       delete from list_import_rows r using list_imports i, named n
       where r.workspace_id = $1::uuid and i.workspace_id = $1::uuid and i.id = r.import_id
         and i.identified_by = n.kind and r.identity = n.value
     )
     delete from list_import_people where workspace_id = $1::uuid and person_id = any($4::uuid[])`,
    [
      workspaceId,
      who.identifiers.map(({ kind }) => kind),
      who.identifiers.map(({ value }) => value),
      who.profiles,
    ],
  );
}
