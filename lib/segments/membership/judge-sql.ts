import type { Definition } from "../definition.ts";
import type { ReferredDefinition } from "../references.ts";
import { scopeAt } from "../scope.ts";
import { definitionPeople } from "../sql/definition-sql.ts";
import { duePeople } from "../sql/due-sql.ts";
import { type Moment, sqlValues } from "../sql/sql-values.ts";
import { bookChanges, type ChangeCause } from "./change-sql.ts";

export type Judgement = {
  workspaceId: string;
  segmentId: string;
  definition: Definition;
  referred: ReadonlyMap<string, ReferredDefinition>;
  /** Who is judged; nobody else changes. */
  people: readonly string[];
  moment: Moment;
  cause: ChangeCause;
  /** false while the segment is worked out for the first time */
  noted: boolean;
};

export type JudgeStatement = { text: string; values: unknown[] };

/**
 * One statement that judges people by a definition at a moment and books what changed: who enters and leaves, and when the
 * passing of time alone may change them next. Its text is the same for the same definition, whoever is judged and when.
 * One row: `entered`, `left`.
 */
export function judgeStatement(given: Judgement): JudgeStatement {
  const { moment } = given;
  const values = sqlValues([given.workspaceId, given.segmentId]);
  const people = values.add(given.people, "uuid[]");
  const at = values.add(moment.now.toISOString(), "timestamptz");
  const zone = values.add(moment.zone, "text");
  const cause = values.add(given.cause, "text");
  const noted = values.add(given.noted, "boolean");
  const scope = scopeAt({ values, moment, referred: new Map(given.referred), only: people });
  const due = duePeople(given.definition, given.referred, scope);
  const dues = due
    ? `due as materialized (${due}),
      set_due as (insert into segment_dues as d (workspace_id, segment_id, person_id, due_at)
        select $1::uuid, $2::uuid, u.person_id, u.at from due u order by u.person_id
        on conflict (workspace_id, segment_id, person_id) do update set due_at = excluded.due_at
          where d.due_at <> excluded.due_at),
      no_due as (delete from segment_dues d where d.workspace_id = $1::uuid and d.segment_id = $2::uuid
        and d.person_id = any(${people}) and not exists (select 1 from due u where u.person_id = d.person_id)),`
    : "";
  const text = `with meant as materialized (${definitionPeople(given.definition, scope)}),
    ${dues}
    entered as (insert into segment_members (workspace_id, segment_id, person_id, entered_at)
      select $1::uuid, $2::uuid, m.id, ${at} from meant m order by m.id on conflict do nothing returning person_id),
    gone as (delete from segment_members s where s.workspace_id = $1::uuid and s.segment_id = $2::uuid
      and s.person_id = any(${people}) and not exists (select 1 from meant m where m.id = s.person_id)
      returning s.person_id),
    ${bookChanges({ workspace: "$1::uuid", segment: "$2::uuid", at, zone, cause, noted })}`;
  return { text, values: values.all };
}
