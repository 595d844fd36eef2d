import type { Definition } from "../definition.ts";
import type { ReferredDefinition } from "../references.ts";
import { scopeAt } from "../scope.ts";
import { definitionPeople } from "../sql/definition-sql.ts";
import { duePeople } from "../sql/due-sql.ts";
import { type Moment, sqlValues } from "../sql/sql-values.ts";

export type JudgeStatement = { text: string; values: unknown[] };

/** Somebody whom a definition means, or may mean or cease to mean by the passing of time alone. */
export type JudgedRow = { personId: string; meant: boolean; dueAt: Date | null };

/**
 * A question that judges people by a definition at a moment: whom of them it means, and when the passing of time alone may
 * change that next (`JudgedRow`; without a row: not meant, and nothing is to come). Its text is the same for the same
 * definition, whoever is judged and when.
 */
export function judgeStatement(given: {
  workspaceId: string;
  definition: Definition;
  referred: ReadonlyMap<string, ReferredDefinition>;
  people: readonly string[];
  moment: Moment;
}): JudgeStatement {
  const { definition, referred, moment } = given;
  const values = sqlValues([given.workspaceId]);
  const people = values.add(given.people, "uuid[]");
  const scope = scopeAt({ values, moment, referred: new Map(referred), only: people });
  const meant = definitionPeople(definition, scope);
  const due = duePeople(definition, referred, scope);
  const text = due
    ? `select coalesce(m.id, d.person_id) as "personId", m.id is not null as meant, d.at as "dueAt"
       from (${meant}) m full join (${due}) d on d.person_id = m.id`
    : `select m.id as "personId", true as meant, null::timestamptz as "dueAt" from (${meant}) m`;
  return { text, values: values.all };
}
