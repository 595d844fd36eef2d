/** How a person's own properties call their time zone; the capitalised ones are CleverTap's (contracts §1.6). */
export const zoneTraits = ["timezone", "Timezone", "Tz", "tz"] as const;

/** SQL: the time zone that is known of a person `p`, as the segment field of that name reads it. */
export const personZone = `coalesce(${zoneTraits.map((key) => `nullif(p.properties->>'${key}', '')`).join(", ")},
  (select c.context->>'timezone' from person_contexts c where c.workspace_id = p.workspace_id and c.person_id = p.id))`;
