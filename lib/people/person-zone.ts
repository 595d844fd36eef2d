/** SQL: the time zone that is known of a person `p`, as the segment field of that name reads it. */
export const personZone = `coalesce(nullif(p.properties->>'timezone', ''), (select c.context->>'timezone' from person_contexts c
  where c.workspace_id = p.workspace_id and c.person_id = p.id))`;
