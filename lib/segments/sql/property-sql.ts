import type { PropertyPath } from "../definition.ts";
import type { SqlValues } from "./sql-values.ts";

const key = (name: string): string => `.${JSON.stringify(name)}`;

/**
 * The value at a path of a document as jsonb. Deeper than one key it is the list of all that is found there, through
 * whatever lists stand on the way: any one item of an order counts.
 */
export function valueAt(document: string, path: PropertyPath, values: SqlValues): string {
  const [first, ...rest] = path;
  return rest.length === 0
    ? `(${document} -> ${values.add(first, "text")})`
    : `jsonb_path_query_array(${document}, ${values.add(`$${path.map(key).join("")}[*]`, "jsonpath")})`;
}

/** The single values in a value: a list's elements, else itself; none where it is missing. Rows of one column, `value`. */
export function elementsOf(json: string): string {
  return `jsonb_array_elements(case when jsonb_typeof(${json}) = 'array' then ${json}
    when jsonb_typeof(${json}) <> 'null' then jsonb_build_array(${json}) else '[]'::jsonb end)`;
}

/** SQL: a single value, null where it says nothing: null and an empty text are none (decision 070). */
export const said = (value: string): string => `nullif(nullif(${value}, 'null'::jsonb), '""'::jsonb)`;

/** SQL: a single value as the text that two events are held together by (decision 070); null where it says nothing. */
const heldText = (value: string): string =>
  `nullif(case jsonb_typeof(${value}) when 'string' then ${value} #>> '{}' when 'number'
    then trim_scale((${value})::numeric)::text when 'null' then null else (${value})::text end, '')`;

/**
 * SQL: the texts, one for each single value in a value, that two events are held together by; they are where some single
 * value stands in both. Only lists are taken apart: doing so to every value would cost more than all the rest.
 */
export const heldTexts = (json: string): string =>
  `case jsonb_typeof(${json}) when 'array'
    then array(select h.held from jsonb_array_elements(${json}) x(value), lateral (select ${heldText("x.value")} as held) h
      where h.held is not null)
    else array_remove(array[${heldText(json)}], null) end`;

/**
 * Rows of a person (`person_id`) and a single `value` that a property of some rows `e` of `events` has: one for each event
 * and value that says something. With `once` a value that stands twice in an event's list counts as one.
 */
export function valuesOfPeople(events: string, json: string, rows: string, once: boolean): string {
  const list = once ? `junction_set(${json})` : json;
  return `(select u.person_id, u.value from (select e.person_id, unnest(case jsonb_typeof(${json})
      when 'array' then junction_elements(${list}) when 'null' then null else array[${json}] end) as value
    from ${events} e where ${rows}) u where ${said("u.value")} is not null)`;
}

/** The same with a row, whose value is null, also of an event without any. */
export function everyValue(events: string, json: string, rows: string): string {
  return `(select e.person_id, unnest(case jsonb_typeof(${json}) when 'array'
      then coalesce(nullif(junction_elements(${json}), '{}'::jsonb[]), array[null::jsonb]) else array[${json}] end) as value
    from ${events} e where ${rows})`;
}
