import type { Db } from "../../db/client.ts";
import type { ExitOfVersion } from "./documents.ts";

export type PersonRecord = {
  personId: string;
  name: string | null;
  userId: string | null;
  email: string | null;
  round: number | null;
  version: number | null;
  at: Date;
  place: number;
  node: string | null;
  exit: string | null;
  because: string | null;
  endKind: string | null;
  goal: string | null;
  worth: number | null;
  stuck: string | null;
  status: string | null;
  reason: string | null;
};

export type PeoplePosition = { at: string; personId: string; place: number };

export type PeopleAsked = {
  workspaceId: string;
  journeyId: string;
  version: number | null;
  from: string | null;
  to: string | null;
  after: PeoplePosition | null;
  limit: number;
};

/** What of a row is not what its source tells. */
const blank = {
  round: "r.round",
  version: "r.version",
  node: "r.node",
  exit: "null::text",
  because: "null::text",
  endKind: "null::text",
  goal: "null::text",
  worth: "null::float8",
  stuck: "null::text",
  status: "null::text",
  reason: "null::text",
};

type Source = {
  table: string;
  at: string;
  /** parts rows of one person at one moment */
  place: string;
  columns: Partial<Record<keyof typeof blank, string>>;
  where: string;
  /** The version that counts; false: they have none. */
  version?: string | false;
};

async function rowsOf(
  db: Db,
  source: Source,
  asked: PeopleAsked,
  values: unknown[],
): Promise<PersonRecord[]> {
  const { table, at, place, where } = source;
  const columns = Object.entries({ ...blank, ...source.columns }).map(([name, sql]) => `${sql} as "${name}"`);
  const { version = "r.version" } = source;
  const ofVersion = version === false ? "$3::int is null" : `($3::int is null or ${version} = $3::int)`;
  return db.sql<PersonRecord>(
    `select r.person_id::text as "personId", p.name, p.user_id as "userId", p.email, ${at} as at,
       (${place})::float8 as place, ${columns.join(", ")}
     from ${table} r left join people p on p.workspace_id = r.workspace_id and p.id = r.person_id
     where r.workspace_id = $1::uuid and r.journey_id = $2::uuid and ${ofVersion}
       and ($4::timestamptz is null or ${at} >= date_trunc('hour', $4::timestamptz))
       and ($5::timestamptz is null or ${at} < date_trunc('hour', $5::timestamptz))
       and ($6::timestamptz is null or (${at}, r.person_id, (${place})::float8) < ($6::timestamptz, $7::uuid, $8::float8))
       and ${where}
     order by ${at} desc, r.person_id desc, ${place} desc limit $9::int`,
    [
      ...[asked.workspaceId, asked.journeyId, asked.version, asked.from, asked.to],
      ...[asked.after?.at ?? null, asked.after?.personId ?? null, asked.after?.place ?? null, asked.limit],
      ...values,
    ],
  );
}

const stepOf =
  "from journey_steps s where s.workspace_id = r.workspace_id and s.person_id = r.person_id and s.journey_id = r.journey_id and s.round = r.round";
/** By which somebody came in, whatever version they moved to. */
const entryVersion = `coalesce((select s.version ${stepOf} and s.seq = 0), r.version)`;
/** The hours in which anybody entered by a version: of all who ever entered, no others need be looked at. */
const enteredHours = `(select min(c.hour) as first, max(c.hour) + interval '1 hour' as last from journey_counts c where c.workspace_id = $1::uuid
  and c.journey_id = $2::uuid and c.version = $3::int and c.node = '' and c.what = 'entered')`;
const inEnteredHours = `($3::int is null or r.entered_at >= (select h.first from ${enteredHours} h) and r.entered_at < (select h.last from ${enteredHours} h))`;
/** They were out by an exit that leads nowhere, as who moves on by it is counted. */
const wentByExit = `r.end_kind = 'ended' and exists (select 1 ${stepOf} and s.seq = r.steps - 1 and s.exit <> '')`;

const stuck = "r.whereabouts #>> '{stuck,why}'";
const ofStay = { endKind: "r.end_kind", goal: "r.goal", worth: "r.worth", stuck };

/** Who waits before the journey (whatever the time asked for), with when they come in, the last ones first. */
export function waitersBy(db: Db, asked: PeopleAsked): Promise<PersonRecord[]> {
  return rowsOf(
    db,
    {
      ...{ table: "journey_stays", at: "r.due_at", place: "r.round", columns: { round: "null::int", stuck } },
      where: "r.entered_at is null and r.ended_at is null and r.due_at is not null",
    },
    { ...asked, from: null, to: null },
    [],
  );
}

/** Who came into the journey, or left it, or is in it now (whatever the time asked for), the last ones first. */
export function staysBy(
  db: Db,
  asked: PeopleAsked,
  of: { what: "entered" | "inside" | "left"; node: string | null; how: string | null; goal: string | null },
): Promise<PersonRecord[]> {
  const { what, node, how, goal } = of;
  const isIn = what === "inside" ? "and r.ended_at is null" : "";
  return rowsOf(
    db,
    {
      ...{ table: "journey_stays", at: what === "left" ? "r.ended_at" : "r.entered_at", place: "r.round" },
      columns: ofStay,
      ...(what === "entered" && { version: entryVersion }),
      where: `r.entered_at is not null ${isIn} ${what === "entered" ? `and ${inEnteredHours}` : ""} ${what === "left" ? "and r.ended_at is not null" : ""}
        and ($10::text is null or r.node = $10${what === "left" ? ` and not (${wentByExit})` : ""}) and ($11::text is null or r.end_kind = $11)
        and ($12::text is null or r.goal = $12)`,
    },
    what === "inside" ? { ...asked, from: null, to: null } : asked,
    [node, how, goal],
  );
}

/** Who went on by an exit of a node, or by any; `leading`: who came to it by one of these, or was placed there. The last ones first. */
export function movesBy(
  db: Db,
  asked: PeopleAsked,
  of: { node: string | null; exit: string | null } | { node: string; leading: readonly ExitOfVersion[] },
): Promise<PersonRecord[]> {
  const [where, values] =
    "leading" in of
      ? [
          "(r.did in ('moves', 'acts') and (r.node, r.exit, r.version) in (select * from unnest($10::text[], $11::text[], $12::int[])) or r.did = 'placed' and r.node = $13)",
          [
            of.leading.map(({ node }) => node),
            of.leading.map(({ exit }) => exit),
            of.leading.map(({ version }) => version),
            of.node,
          ],
        ]
      : [
          "r.did in ('moves', 'acts') and r.exit <> '' and ($10::text is null or r.node = $10) and ($11::text is null or r.exit = $11)",
          [of.node, of.exit],
        ];
  return rowsOf(
    db,
    {
      ...{ table: "journey_steps", at: "r.at", place: "r.round::float8 * 1000000 + r.seq" },
      columns: { exit: "r.exit", because: "r.because" },
      where,
    },
    asked,
    values,
  );
}

/**
 * Whom the last weighing of an automatic split counted at a path: as many as it counted, the last ones first who had taken it by
 * then, whatever the time and the version asked for.
 */
export async function weighedBy(
  db: Db,
  asked: PeopleAsked,
  path: { node: string; exit: string; people: number; until: Date },
): Promise<PersonRecord[]> {
  const { node, exit, people, until } = path;
  const place = "r.round::float8 * 1000000 + r.seq";
  const source: Source = {
    ...{ table: "journey_steps", at: "r.at", place },
    columns: { exit: "r.exit", because: "r.because" },
    where: "r.did = 'moves' and r.node = $10 and r.exit = $11 and r.at <= $12::timestamptz",
  };
  const always = { ...asked, version: null, from: null, to: null };
  const values = [node, exit, until.toISOString()];
  if (people === 0) {
    return [];
  }
  const counted = `(r.at, r.person_id, ${place}) >= (
    select w.at, w.person_id, w.place from (
      select r.at, r.person_id, ${place} as place from journey_steps r where r.workspace_id = $1::uuid and r.journey_id = $2::uuid
        and ${source.where} order by r.at desc, r.person_id desc, ${place} desc limit $13::int) w
    order by w.at, w.person_id, w.place limit 1)`;
  return rowsOf(db, { ...source, where: `${source.where} and ${counted}` }, always, [...values, people]);
}

/** To whom messages of a node, or of all, went, or did not. */
export function messagesBy(
  db: Db,
  asked: PeopleAsked,
  of: { node: string | null; status: string },
): Promise<PersonRecord[]> {
  return rowsOf(
    db,
    {
      ...{ table: "journey_messages", at: "r.decided_at", place: "r.round::float8 * 1000000 + r.visit" },
      columns: { status: "r.status", reason: "coalesce(r.reason, nullif(r.code, ''))" },
      where: `($10::text is null or r.node = $10) and r.status = $11`,
    },
    asked,
    [of.node, of.status],
  );
}

/** Who was named by the entry and did not come in. */
export function refusedBy(db: Db, asked: PeopleAsked, reason: string | null): Promise<PersonRecord[]> {
  const nothing = "null::int";
  return rowsOf(
    db,
    {
      ...{ table: "journey_refusals", at: "r.last_at", place: "hashtext(r.reason)", version: false },
      columns: {
        round: nothing,
        version: nothing,
        node: "null::text",
        status: "r.reason",
        reason: "r.detail",
      },
      where: `($10::text is null or r.reason = $10)`,
    },
    asked,
    [reason],
  );
}
