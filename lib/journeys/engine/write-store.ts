import type { Sql } from "../../db/queryable.ts";
import { unseenFrom } from "../../db/unseen.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { touchPeople } from "../../people/touches.ts";
import { standsBefore } from "../move.ts";
import { changesBy, type ProfileChange } from "../profile-change.ts";
import { withdrawPending } from "../sending/pending-store.ts";
import type { GoalsOf } from "./goals.ts";
import type { Record } from "./record.ts";
import type { Stay } from "./stay.ts";
import { ANY_EVENT, eventWord, PROFILE } from "./version.ts";

/** Those who write counts at the same time: each has rows of its own. */
export const lanes = { follow: 0, due: 1, send: 2, enter: 3, tend: 4 } as const;
export type Lane = (typeof lanes)[keyof typeof lanes];

const iso = (moment: Date | null): string | null => moment?.toISOString() ?? null;
const earlier = (one: string | null, other: string | null): string | null =>
  one === null || (other !== null && other < one) ? other : one;

function dueAt({ whereabouts, endsAt }: Stay, goalsAt: Date | null, now: Date): string | null {
  if (whereabouts === null) {
    return null;
  }
  if (whereabouts.stuck) {
    // Only what is still ahead: whoever cannot leave either is not tried again at once, and over and over.
    const ahead = (at: Date | null) => (at !== null && at > now ? iso(at) : null);
    return earlier(earlier(whereabouts.stuck.again, ahead(endsAt)), ahead(goalsAt));
  }
  const until = standsBefore(whereabouts) ? now.toISOString() : whereabouts.until;
  return earlier(earlier(until, iso(endsAt)), iso(goalsAt));
}

function waitsOf(stay: Stay, goalWords: readonly string[]): string[] {
  const { whereabouts } = stay;
  if (whereabouts === null) {
    return [];
  }
  // Whoever stands before a step is held: what they do meanwhile is kept.
  if (whereabouts.pause === "outcome" || standsBefore(whereabouts) || stay.backlog.length > 0) {
    return [ANY_EVENT];
  }
  const goals = stay.enteredAt === null ? [] : goalWords;
  const isAsleep = whereabouts.pause === "sleep" && whereabouts.watches === true;
  const words = isAsleep ? [PROFILE] : whereabouts.for.map(eventWord);
  return words.length + goals.length > 1 ? [...new Set([...words, ...goals])] : [...words, ...goals];
}

/** Between the words of one stay's `waits`, which travel as one text: no name of an event holds it. */
const BETWEEN = "\u001f";

/** Stays as the arrays that statements take, in the order of `given`. */
function arraysOf(stays: readonly Stay[], goalsOf: GoalsOf, now: Date): unknown[] {
  const goals = stays.map(goalsOf);
  const goalsAt = goals.map(({ at }) => at);
  return [
    stays.map(({ personId }) => personId),
    stays.map(({ journeyId }) => journeyId),
    stays.map(({ round }) => round),
    stays.map(({ key }) => key),
    stays.map(({ version }) => version),
    stays.map(({ node }) => node),
    stays.map(({ whereabouts }) => whereabouts && JSON.stringify(whereabouts)),
    stays.map((stay, place) => waitsOf(stay, goals[place]?.words ?? []).join(BETWEEN)),
    stays.map((stay, place) => dueAt(stay, goalsAt[place] ?? null, now)),
    stays.map(({ endsAt }) => iso(endsAt)),
    goalsAt.map(iso),
    stays.map(({ backlog }) => (backlog.length > 0 ? JSON.stringify(backlog) : null)),
    stays.map(({ steps }) => steps),
    stays.map(({ enteredAt }) => iso(enteredAt)),
    stays.map(({ endedAt }) => iso(endedAt)),
    stays.map(({ endKind }) => endKind),
    stays.map(({ goal }) => goal),
    stays.map(({ worth }) => worth),
  ];
}

const types =
  "uuid uuid int text int text jsonb text timestamptz timestamptz timestamptz jsonb int timestamptz timestamptz text text float8".split(
    " ",
  );
const given = `unnest(${unseenFrom(2, types)}) as g(person_id, journey_id, round, key, version, node, whereabouts, waits,
  due_at, ends_at, goals_at, backlog, steps, entered_at, ended_at, end_kind, goal, worth)`;
const waits = "string_to_array(g.waits, E'\\x1f')";

const byKey = (a: Stay, b: Stay): number =>
  a.personId === b.personId
    ? a.journeyId === b.journeyId
      ? a.round - b.round
      : a.journeyId < b.journeyId
        ? -1
        : 1
    : a.personId < b.personId
      ? -1
      : 1;

async function insertStays(
  db: Sql,
  workspaceId: string,
  fresh: readonly Stay[],
  goals: GoalsOf,
  now: Date,
): Promise<void> {
  if (fresh.length > 0) {
    await db.sql(
      `insert into journey_stays (workspace_id, person_id, journey_id, round, key, version, node, whereabouts, waits,
         due_at, ends_at, goals_at, backlog, steps, entered_at, ended_at, end_kind, goal, worth)
       select $1::uuid, g.person_id, g.journey_id, g.round, g.key, g.version, g.node, g.whereabouts, ${waits}, g.due_at,
         g.ends_at, g.goals_at, g.backlog, g.steps, g.entered_at, g.ended_at, g.end_kind, g.goal, g.worth from ${given}`,
      [workspaceId, ...arraysOf(fresh, goals, now)],
    );
  }
}

async function updateStays(
  db: Sql,
  workspaceId: string,
  known: readonly Stay[],
  goals: GoalsOf,
  now: Date,
): Promise<void> {
  if (known.length > 0) {
    await db.sql(
      `update journey_stays s set version = g.version, node = g.node, whereabouts = g.whereabouts, waits = ${waits},
         due_at = g.due_at, ends_at = g.ends_at, goals_at = g.goals_at, backlog = g.backlog, steps = g.steps, entered_at = g.entered_at,
         ended_at = g.ended_at, end_kind = g.end_kind, goal = g.goal, worth = g.worth
       from ${given}
       where s.workspace_id = $1::uuid and s.key = g.key and s.person_id = g.person_id and s.journey_id = g.journey_id and s.round = g.round`,
      [workspaceId, ...arraysOf(known, goals, now)],
    );
  }
}

async function dropStays(db: Sql, workspaceId: string, dropped: readonly Stay[]): Promise<void> {
  if (dropped.length > 0) {
    await db.sql(
      `delete from journey_stays s using unnest($2::uuid[], $3::uuid[], $4::int[]) as g(person_id, journey_id, round)
       where s.workspace_id = $1::uuid and s.person_id = g.person_id and s.journey_id = g.journey_id and s.round = g.round`,
      [
        workspaceId,
        dropped.map(({ personId }) => personId),
        dropped.map(({ journeyId }) => journeyId),
        dropped.map(({ round }) => round),
      ],
    );
  }
}

async function writeStays(
  db: Sql,
  workspaceId: string,
  record: Record,
  goals: GoalsOf,
  now: Date,
): Promise<void> {
  const all = [...record.stays].sort(byKey);
  const fresh = all.filter(({ isNew }) => isNew);
  const known = all.filter(({ isNew }) => !isNew);
  await Promise.all([
    // First: who comes in again at once has the place of the stay that is dropped.
    dropStays(db, workspaceId, record.dropped),
    insertStays(db, workspaceId, fresh, goals, now),
    updateStays(db, workspaceId, known, goals, now),
  ]);
}

async function writeSteps(db: Sql, workspaceId: string, { steps }: Record): Promise<void> {
  if (steps.length === 0) {
    return;
  }
  await db.sql(
    `insert into journey_steps (workspace_id, person_id, journey_id, round, seq, at, version, node, did, exit, because)
     select $1::uuid, g.* from unnest($2::uuid[], $3::uuid[], $4::int[], $5::int[], $6::timestamptz[], $7::int[],
       $8::text[], $9::text[], $10::text[], $11::text[]) as g`,
    [
      workspaceId,
      steps.map(({ personId }) => personId),
      steps.map(({ journeyId }) => journeyId),
      steps.map(({ round }) => round),
      steps.map(({ seq }) => seq),
      steps.map(({ at }) => at),
      steps.map(({ version }) => version),
      steps.map(({ node }) => node),
      steps.map(({ did }) => did),
      steps.map(({ exit }) => exit ?? ""),
      steps.map(({ because }) => because),
    ],
  );
}

async function writeMessages(db: Sql, workspaceId: string, { messages }: Record): Promise<void> {
  if (messages.length === 0) {
    return;
  }
  await db.sql(
    `insert into journey_pending (workspace_id, sender_id, due_at, message_id, person_id, round, visit, journey_id, at, event)
     select $1::uuid, g.sender_id, g.at, g.message_id, g.person_id, g.round, g.visit, g.journey_id, g.at, g.event
     from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::int[], $7::int[], $8::uuid[], $9::jsonb[])
       as g(sender_id, at, message_id, person_id, round, visit, journey_id, event)
     on conflict do nothing`,
    [
      workspaceId,
      messages.map(({ senderId }) => senderId),
      messages.map(({ at }) => at),
      messages.map(({ messageId }) => messageId),
      messages.map(({ personId }) => personId),
      messages.map(({ round }) => round),
      messages.map(({ visit }) => visit),
      messages.map(({ journeyId }) => journeyId),
      messages.map(({ event }) => event && JSON.stringify(event)),
    ],
  );
}

/** Counts what a batch did, under the lane of whoever does it. */
export async function writeCounts(
  db: Sql,
  workspaceId: string,
  record: Pick<Record, "counts">,
  lane: Lane,
  now: Date,
): Promise<void> {
  if (record.counts.size === 0) {
    return;
  }
  // In one order, so that two that write under one lane do not wait for each other.
  const rows = [...record.counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await db.sql(
    `insert into journey_counts (workspace_id, journey_id, version, node, what, exit, hour, lane, people)
     select $1::uuid, g.journey_id, g.version, g.node, g.what, g.exit, date_trunc('hour', $2::timestamptz), $3::int, g.people
     from unnest($4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::int[])
       as g(journey_id, version, node, what, exit, people)
     on conflict (workspace_id, journey_id, version, node, what, exit, hour, lane) do update
       set people = journey_counts.people + excluded.people`,
    [
      workspaceId,
      now.toISOString(),
      lane,
      rows.map(({ journeyId }) => journeyId),
      rows.map(({ version }) => version),
      rows.map(({ node }) => node),
      rows.map(({ what }) => what),
      rows.map(({ exit }) => exit),
      rows.map(({ people }) => people),
    ],
  );
}

async function writeRefusals(db: Sql, workspaceId: string, { refusals }: Record): Promise<void> {
  const known = new Map<string, (typeof refusals)[number] & { times: number }>();
  for (const each of refusals) {
    const key = `${each.journeyId} ${each.personId} ${each.reason}`;
    known.set(key, { ...each, times: (known.get(key)?.times ?? 0) + 1 });
  }
  if (known.size === 0) {
    return;
  }
  const rows = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await db.sql(
    `insert into journey_refusals (workspace_id, journey_id, person_id, reason, detail, times, first_at, last_at)
     select $1::uuid, g.journey_id, g.person_id, g.reason, g.detail, g.times, g.at, g.at
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::int[], $7::timestamptz[])
       as g(journey_id, person_id, reason, detail, times, at)
     on conflict (workspace_id, journey_id, person_id, reason) do update
       set times = journey_refusals.times + excluded.times, last_at = excluded.last_at, detail = excluded.detail`,
    [
      workspaceId,
      rows.map(({ journeyId }) => journeyId),
      rows.map(({ personId }) => personId),
      rows.map(({ reason }) => reason),
      rows.map(({ detail }) => detail),
      rows.map(({ times }) => times),
      rows.map(({ at }) => at),
    ],
  );
}

/** Changes profiles, by the ids of their people. What is added to a list, or removed, is that of the list as it is by then. */
export async function writeProfiles(
  db: Sql,
  workspaceId: string,
  profiles: ReadonlyMap<string, readonly ProfileChange[]>,
): Promise<void> {
  const changed = [...profiles].filter(([, changes]) => changes.length > 0);
  if (changed.length === 0) {
    return;
  }
  // Held, so that nobody else changes the same list at the same moment.
  const held = await db.sql<{ id: string; properties: JsonObject }>(
    `select p.id::text as id, p.properties from people p where p.workspace_id = $1::uuid and p.id = any($2::uuid[])
     order by p.id for no key update`,
    [workspaceId, changed.map(([id]) => id)],
  );
  const rows = held.flatMap(({ id, properties }): [string, JsonObject][] => {
    const changes = changesBy(properties, profiles.get(id) ?? []);
    return Object.keys(changes).length > 0 ? [[id, changes]] : [];
  });
  if (rows.length === 0) {
    return;
  }
  const ids = rows.map(([id]) => id);
  const written = db.sql(
    `update people p set changed_tx = pg_current_xact_id()::text::bigint, properties = (p.properties || g.changes)
       - array(select c.key from jsonb_each(g.changes) c where c.value = 'null'::jsonb)
     from unnest($2::uuid[], $3::jsonb[]) as g(id, changes)
     where p.workspace_id = $1::uuid and p.id = g.id`,
    [workspaceId, ids, rows.map(([, changes]) => JSON.stringify(changes))],
  );
  // A call that changes somebody soon after leaves its own transaction in their row, and names its own properties only.
  await Promise.all([written, touchPeople(db, workspaceId, ids, "properties")]);
}

/** Writes all that a batch does but what other features keep; in its transaction. */
export async function writeRecord(
  db: Sql,
  workspaceId: string,
  record: Record,
  given: { lane: Lane; now: Date; goals: GoalsOf },
): Promise<void> {
  // Sent in this order without waiting for each other.
  await Promise.all([
    writeStays(db, workspaceId, record, given.goals, given.now),
    writeSteps(db, workspaceId, record),
    writeMessages(db, workspaceId, record),
    // Behind what is put into the queue: somebody may come to a message and leave in one batch.
    withdrawPending(db, workspaceId, record.withdrawn),
    writeRefusals(db, workspaceId, record),
    writeProfiles(db, workspaceId, record.profiles),
    writeCounts(db, workspaceId, record, given.lane, given.now),
  ]);
}
