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

/**
 * Rows of each person with each single value that a property of some rows `e` of events has, and of how many events (`n`);
 * several rows of a pair are to be added up. With `once` a value that stands twice in an event's list counts as one. Equal
 * values are brought together before lists are taken apart, which few of them are.
 */
export function valuesOfPeople(json: string, rows: string, once: boolean): string {
  const elements = "jsonb_array_elements(case when jsonb_typeof(g.value) = 'array' then g.value end)";
  const element = once ? `(select distinct y.value from ${elements} y(value))` : elements;
  return `(with g as (select e.person_id, ${json} as value, count(*) as n from events e where ${rows} group by 1, 2)
    select g.person_id, g.value, g.n from g where jsonb_typeof(g.value) not in ('array', 'null')
    union all
    select g.person_id, x.value, g.n from g cross join lateral ${element} x(value)
    where jsonb_typeof(g.value) = 'array')`;
}
