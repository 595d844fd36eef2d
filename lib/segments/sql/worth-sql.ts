import type { PropertyPath } from "../definition.ts";
import { numberOf } from "./did-sql.ts";
import { valueAt } from "./property-sql.ts";
import type { SqlValues } from "./sql-values.ts";

/** What one event is worth at most, up or down: sums of more are no numbers any more that can be told. */
export const MOST_WORTH = 1e15;

/** SQL: what an event `e` is worth by a property, as the measure `sum` counts it; null where none is named. */
export const worthSql = (path: PropertyPath | null, values: SqlValues): string =>
  path === null
    ? "null::float8"
    : `greatest(least(${numberOf(valueAt("e.properties", path, values))}, ${MOST_WORTH}), -${MOST_WORTH})::float8`;
