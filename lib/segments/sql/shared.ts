import type { Condition } from "../definition.ts";
import { endsBelow } from "../sample.ts";
import type { Asked, Scope } from "./sql-values.ts";

/** What a statement asks once, however many of its parts speak of it. */
export type Shared = {
  /** What conditions ask, where it is ids: of tables that the statement begins with. Null: each is asked once anyway. */
  readonly asked: Map<Condition, Asked> | null;
  readonly tables: string[];
  /** Which events of the few who are looked at are wanted, in SQL of a row `e`, and from when on; null: everybody's. */
  readonly events: { which: string; from: Date | null }[] | null;
};

export type Sharing = Scope & { shared: Shared };

/**
 * A scope that gathers what the parts of one statement share, which `tablesOf` tells when all of them are compiled.
 * `repeated`: conditions are asked more than once.
 */
export function sharing(scope: Scope, repeated: boolean): Sharing {
  const shared = {
    asked: repeated ? new Map<Condition, Asked>() : null,
    tables: [],
    events: scope.only ? [] : null,
  };
  return { ...scope, shared };
}

/** What a condition asks; the ids of one that is asked more than once are of a table that is filled once. */
export function askedOnce(each: Condition, { shared }: Scope, ask: () => Asked): Asked {
  const there = shared?.asked?.get(each);
  if (there) {
    return there;
  }
  const asked = ask();
  if (!shared?.asked || typeof asked === "string") {
    return asked;
  }
  const name = `asked_${shared.tables.length}`;
  shared.tables.push(`${name}(id) as materialized (${asked.ids})`);
  const kept = { ids: `select ${name}.id from ${name}` };
  shared.asked.set(each, kept);
  return kept;
}

/** What limits people to those who are looked at. */
export function limitedTo(id: string, { only, below }: Scope): string[] {
  return below === undefined ? (only ? [`${id} = any(${only})`] : []) : [endsBelow(id, below)];
}

/** Where events are read from: those of the few who are looked at, once they are read for all parts, else all. */
export const eventsTable = ({ shared }: Scope): string => (shared?.events ? "own_events" : "events");

/**
 * The tables that a statement begins with. A person's events stand in an index by person, those of a name in another, and
 * a planner that takes a name for rare reads that name's events of everybody: the offset lets it find them by person alone.
 */
export function tablesOf({ shared, workspace, only, values }: Sharing): string[] {
  if (!only || !shared.events || shared.events.length === 0) {
    return shared.tables;
  }
  const times = shared.events.map(({ from }) => from?.getTime() ?? null);
  const since = times.includes(null) ? null : Math.min(...times.filter((time) => time !== null));
  const own = `select e.* from events e where e.workspace_id = ${workspace} and e.person_id = any(${only})
    ${since === null ? "" : `and e.timestamp >= ${values.add(new Date(since).toISOString(), "timestamptz")}`} offset 0`;
  return [
    `own_events as materialized (select e.person_id, e.type, e.name, e.timestamp, e.tx, e.seq, e.properties, e.context
      from (${own}) e where ${shared.events.map(({ which }) => which).join(" or ")})`,
    ...shared.tables,
  ];
}
