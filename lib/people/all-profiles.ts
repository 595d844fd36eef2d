/**
 * SQL: the id of a person and those of all profiles that merged into them, as an array. What was written under an id that
 * other things are made of (a message's id, say) keeps it when its profile merges, and is found by this. `person` and
 * `workspace` are expressions; one look into an index for each profile.
 */
export function allProfiles(person: string, workspace: string): string {
  return `array(with recursive profiles(id) as (
    select ${person} union all
    select m.from_id from profiles k cross join lateral (select m.from_id from person_merges m
      where m.workspace_id = ${workspace} and m.into_id = k.id offset 0) m) select id from profiles)`;
}
