import type { Shared } from "./shared.ts";

/** Values of one statement; each gets its `$n`. */
export type SqlValues = {
  /** The text that stands for a value of a type in the statement. */
  add(value: unknown, type: string): string;
  readonly all: unknown[];
};

export function sqlValues(first: unknown[] = []): SqlValues {
  const all = [...first];
  return {
    all,
    add: (value, type) => `$${all.push(value)}::${type}`,
  };
}

/** What is asked of a person's row, or whose ids the person must be among. */
export type Asked = string | { ids: string };

/** What a definition is judged by: the moment, and whose calendar. */
export type Moment = { now: Date; zone: string };

/** What a condition is compiled for. */
export type Scope = {
  values: SqlValues;
  moment: Moment;
  /** The workspace's id in SQL. */
  workspace: string;
  /** A uuid[] of SQL: nobody else is looked at; null: everybody. */
  only: string | null;
  /** Those of `only` are all whose ids end below this, which an index tells; undefined: they are chosen otherwise. */
  below?: string;
  /**
   * Up to which transaction what people did is counted by day (lib/events/event-days.ts); null: the events themselves are
   * read, which is quicker for a few people.
   */
  counted: string | null;
  /** What the parts of the statement share; undefined: each of them asks for itself. */
  shared?: Shared;
  /** Whom another segment or an audience holds: a query of their ids, in the scope of who asks. */
  members(kind: "segment" | "audience", id: string, scope: Scope): string;
};
