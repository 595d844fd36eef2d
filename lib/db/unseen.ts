/**
 * SQL: an array parameter as PostgreSQL cannot see it when it plans. Seeing that there are few values, it would plan a statement
 * anew for each call instead of once a connection, for longer than the call takes. The outer cast keeps `any` from taking the subquery for rows.
 */
export const unseen = (parameter: number, type: string): string =>
  `(select $${parameter}::${type}[])::${type}[]`;

/** Array parameters from a number on, for `unnest`. */
export const unseenFrom = (first: number, types: readonly string[]): string =>
  types.map((type, n) => unseen(first + n, type)).join(", ");
