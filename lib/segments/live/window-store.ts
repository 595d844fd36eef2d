import type { Queryable } from "../../db/queryable.ts";
import { unseen } from "../../db/unseen.ts";
import { isInLog } from "../../events/first-in-log.ts";
import type { JsonObject } from "../../kernel/json.ts";
import type { JudgedRow, JudgeStatement } from "../membership/judge-sql.ts";

export const CONSUMER = "segments";
const MAX_ROWS = 5_000;
const MAX_TOUCHES = 5_000;

/**
 * Takes the cursor for this transaction; resolves when it was last moved, or null when another worker has it.
 */
export async function lockLiveCursor(client: Queryable, workspaceId: string): Promise<Date | null> {
  const { rows } = await client.query<{ movedAt: Date }>({
    name: "segments.live.lock",
    text: `select updated_at as "movedAt" from event_cursors
      where workspace_id = $1::uuid and consumer = '${CONSUMER}' for update skip locked`,
    values: [workspaceId],
  });
  return rows[0]?.movedAt ?? null;
}

export type SeenEvent = {
  tx: string;
  personId: string;
  type: string;
  name: string;
  properties: JsonObject;
  context: JsonObject;
  timestamp: Date;
};
/** `bare`: without a property of their own. */
export type ChangedPerson = { tx: string; id: string; mergedInto: string | null; bare: boolean };

export type LiveWindow = {
  /** Every transaction before this one has ended and is in the window. */
  complete: bigint;
  events: SeenEvent[];
  people: ChangedPerson[];
};

const cursorTx = `(select c.tx from event_cursors c where c.workspace_id = $1::uuid and c.consumer = '${CONSUMER}')`;

/**
 * SQL: events of some names ($2) or types ($3) in the order of their transactions, of those for which `tx` holds. Behind the
 * fence of `offset 0` they are found by their transactions whatever PostgreSQL believes: it cannot know that few are new, and
 * would read all that ever had a rare name.
 */
export const eventRows = (tx: string): string =>
  `select e.tx::text as tx, e.person_id as "personId", e.type, e.name, e.properties, e.context, e.timestamp
  from (select * from events w where w.workspace_id = $1::uuid and w.tx ${tx} order by w.tx, w.seq offset 0) e
  where e.name = any(${unseen(2, "text")}) or e.type = any(${unseen(3, "text")}) order by e.tx, e.seq`;
const peopleRows = `select p.changed_tx::text as tx, p.id, p.merged_into as "mergedInto", p.properties = '{}'::jsonb as bare from people p
  where p.workspace_id = $1::uuid`;

async function horizon(client: Queryable): Promise<bigint> {
  const { rows } = await client.query<{ complete: string }>({
    name: "segments.live.horizon",
    text: "select pg_snapshot_xmin(pg_current_snapshot())::text as complete",
  });
  return BigInt(rows[0]?.complete ?? 0);
}

/** Nothing of all that was committed. */
export async function emptyWindow(client: Queryable): Promise<LiveWindow> {
  return { complete: await horizon(client), events: [], people: [] };
}

type Part<Row> = { rows: Row[]; end: bigint | null };

/** Rows in the order of their transactions; where there are too many, whole transactions, and where the last one ends. */
async function wholeTransactions<Row extends { tx: string }>(
  rows: Row[],
  ofOne: (tx: string) => Promise<Row[]>,
): Promise<Part<Row>> {
  const last = rows.at(-1)?.tx;
  if (rows.length < MAX_ROWS || last === undefined) {
    return { rows, end: null };
  }
  const whole = rows.filter(({ tx }) => tx !== last);
  return whole.length > 0
    ? { rows: whole, end: BigInt(last) }
    : { rows: await ofOne(last), end: BigInt(last) + 1n };
}

/**
 * What was committed since the cursor, also behind transactions that still run: that comes again with the next window. Of
 * events only those of some names or types.
 */
export async function readWindow(
  client: Queryable,
  workspaceId: string,
  wanted: { names: readonly string[]; types: readonly string[] },
): Promise<LiveWindow> {
  const { names: wantedNames, types } = wanted;
  const of = [workspaceId, wantedNames, types];
  const [end, events, people] = await Promise.all([
    horizon(client),
    client.query<SeenEvent>({
      name: "segments.live.events",
      text: `${eventRows(`>= ${cursorTx}`)} limit ${MAX_ROWS}`,
      values: of,
    }),
    client.query<ChangedPerson>({
      name: "segments.live.people",
      text: `${peopleRows} and p.changed_tx >= ${cursorTx} order by p.changed_tx, p.id limit ${MAX_ROWS}`,
      values: [workspaceId],
    }),
  ]);
  const seen = await wholeTransactions(events.rows, async (tx) => {
    const all = await client.query<SeenEvent>(eventRows("= $4::bigint"), [...of, tx]);
    return all.rows;
  });
  const changed = await wholeTransactions(people.rows, async (tx) => {
    const all = await client.query<ChangedPerson>(`${peopleRows} and p.changed_tx = $2::bigint`, [
      workspaceId,
      tx,
    ]);
    return all.rows;
  });
  const ends = [end, seen.end, changed.end].filter((end) => end !== null);
  const [complete = 0n] = ends.sort((a, b) => (a < b ? -1 : 1));
  return { complete, events: seen.rows, people: changed.rows };
}

/** Resolves when it was moved, or null where it was not: also where it only looked behind transactions that still run (`isNews`). */
export async function moveLiveCursor(
  client: Queryable,
  workspaceId: string,
  { tx, now, isNews }: { tx: bigint; now: Date; isNews: boolean },
): Promise<Date | null> {
  const { rows } = await client.query<{ movedAt: Date }>({
    name: "segments.live.move",
    text: `update event_cursors set tx = greatest(tx, $2::bigint), updated_at = $3::timestamptz
      where workspace_id = $1::uuid and consumer = '${CONSUMER}' and (tx < $2::bigint or $4::boolean)
      returning updated_at as "movedAt"`,
    values: [workspaceId, String(tx), now.toISOString(), isNews],
  });
  return rows[0]?.movedAt ?? null;
}

export type Touch = { personId: string; what: string };

/** Takes what live segments were told to look at. */
export async function takeTouches(client: Queryable, workspaceId: string): Promise<Touch[]> {
  const { rows } = await client.query<Touch>({
    name: "segments.live.touches",
    text: `delete from person_touches t where t.workspace_id = $1::uuid and t.seq in (
        select seq from person_touches where workspace_id = $1::uuid order by seq limit ${MAX_TOUCHES} for update skip locked)
      returning t.person_id as "personId", t.what`,
    values: [workspaceId],
  });
  return rows;
}

/** Statements by their texts: PostgreSQL plans each once a connection. Beyond so many they go without a name. */
const names = new Map<string, string>();
const MAX_NAMES = 1_000;

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MAX_NAMES) {
    return known;
  }
  const name = `segments.judge.${names.size + 1}`;
  names.set(text, name);
  return name;
}

/** Asks one question of judgement. */
export async function askJudgement(
  client: Queryable,
  { text, values }: JudgeStatement,
): Promise<JudgedRow[]> {
  const { rows } = await client.query<JudgedRow>({ name: nameOf(text), text, values });
  return rows;
}

/** Every workspace has a cursor. A new one begins now: what was before is counted when a segment is made. */
export async function insertLiveCursors(db: Queryable, now: Date): Promise<void> {
  await db.query({
    name: "segments.live.cursors",
    text: `insert into event_cursors (workspace_id, consumer, tx, updated_at)
      select w.id, '${CONSUMER}', pg_snapshot_xmin(pg_current_snapshot())::text::bigint, $1::timestamptz from workspaces w
      where not exists (select 1 from event_cursors c where c.workspace_id = w.id and c.consumer = '${CONSUMER}')
      on conflict do nothing`,
    values: [now.toISOString()],
  });
}

/** Workspaces with committed events, changed people or touches that live segments have not looked at. */
export async function workspacesBehind(db: Queryable): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>({
    name: "segments.live.behind",
    text: `select c.workspace_id as id from event_cursors c where c.consumer = '${CONSUMER}' and (
        ${isInLog("c.workspace_id", "e.tx >= c.tx")}
        or (select true from people p where p.workspace_id = c.workspace_id and p.changed_tx >= c.tx
          order by p.changed_tx, p.id limit 1) is not null
        or exists (select 1 from person_touches t where t.workspace_id = c.workspace_id))
      order by c.updated_at`,
  });
  return rows.map(({ id }) => id);
}

/** Whether live segments have still to look at something that was committed before transaction `until`, or is due. */
export async function isBehind(
  db: Queryable,
  workspaceId: string,
  { until, now }: { until: string; now: Date },
): Promise<boolean> {
  const { rows } = await db.query<{ behind: boolean }>(
    `select ${isInLog("$1::uuid", `e.tx >= ${cursorTx} and e.tx < $2::bigint`)}
       or (select true from people p where p.workspace_id = $1::uuid and p.changed_tx >= ${cursorTx}
         and p.changed_tx < $2::bigint order by p.changed_tx, p.id limit 1) is not null
       or exists (select 1 from person_touches t where t.workspace_id = $1::uuid)
       or exists (select 1 from segment_dues d where d.workspace_id = $1::uuid and d.due_at <= $3::timestamptz) as behind`,
    [workspaceId, until, now.toISOString()],
  );
  return rows[0]?.behind ?? false;
}
