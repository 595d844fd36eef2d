import type { Sql } from "../db/queryable.ts";
import type { Json } from "../kernel/json.ts";
import type { LogWindow } from "./log.ts";
import type { Browser } from "./read-browser.ts";

/** Parts of a context that tell something of the person and not of the one event. */
const parts = ["app", "device", "library", "locale", "location", "network", "os", "timezone"];

/** How much older than the newest event the time of a part may be: saying each event's would write a row for each. */
const SLACK_MS = 3_600_000;

const inWindow = "e.workspace_id = $1::uuid and e.tx >= $2::bigint and e.tx < $3::bigint";
const MS = `(extract(epoch from e."timestamp") * 1000)::bigint`;

/** Keeps of each part the `newest` (person_id, key, value, ms) for those of whom something became different. */
const learn = (newest: string): string => `with newest as (${newest}),
     told as (
       select n.person_id, n.key, n.value, n.ms, c.context -> n.key is distinct from n.value as is_new from newest n
       left join person_contexts c on c.workspace_id = $1::uuid and c.person_id = n.person_id
       where n.ms > coalesce((c.times ->> n.key)::bigint, 0)
         and (c.context -> n.key is distinct from n.value or n.ms > (c.times ->> n.key)::bigint + ${SLACK_MS})),
     changed as (
       select person_id, jsonb_object_agg(key, value) as context, jsonb_object_agg(key, ms) as times
       from told group by person_id),
     touched as (
       insert into person_touches (workspace_id, person_id, what)
       select $1::uuid, person_id, 'context' from told group by person_id having bool_or(is_new))
     insert into person_contexts as c (workspace_id, person_id, context, times)
     select $1::uuid, person_id, context, times from changed order by person_id
     on conflict (workspace_id, person_id) do update set context = c.context || excluded.context,
       times = c.times || excluded.times
     returning 1`;

const windowValues = (workspaceId: string, window: LogWindow): unknown[] => [
  workspaceId,
  String(window.fromTx),
  String(window.toTx),
];

/** Keeps of each part the newest that a window's events came with, for those of whom something became different. */
export async function learnContexts(db: Sql, workspaceId: string, window: LogWindow): Promise<void> {
  await db.sql(
    learn(`select distinct on (e.person_id, k.key) e.person_id, k.key, k.value, ${MS} as ms
       from events e cross join lateral jsonb_each(e.context) k
       where ${inWindow} and k.key = any($4::text[])
         and k.value not in ('null'::jsonb, '{}'::jsonb, '""'::jsonb)
       order by e.person_id, k.key, e."timestamp" desc, e.seq desc`),
    [...windowValues(workspaceId, window), parts],
  );
}

const AGENT = "e.context ->> 'userAgent'";
const BRANDS = "e.context #> '{userAgentData,brands}'";
const KEY = `(${AGENT}) || chr(10) || coalesce((${BRANDS})::text, '')`;

/** What a window's events say of the browsers that sent them, each once. */
export async function userAgents(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
): Promise<{ key: string; agent: string; brands: Json }[]> {
  return db.sql(
    `select distinct ${KEY} as key, ${AGENT} as agent, ${BRANDS} as brands from events e
     where ${inWindow} and jsonb_typeof(e.context -> 'userAgent') = 'string'`,
    windowValues(workspaceId, window),
  );
}

/** Keeps with which browser people came last, for those of whom it became different: by the keys of `userAgents`. */
export async function learnBrowsers(
  db: Sql,
  workspaceId: string,
  window: LogWindow,
  known: { key: string; browser: Browser }[],
): Promise<void> {
  await db.sql(
    learn(`select distinct on (e.person_id) e.person_id, 'browser' as key, b.browser as value, ${MS} as ms
       from events e join jsonb_to_recordset($4::jsonb) b(key text, browser jsonb) on b.key = ${KEY}
       where ${inWindow} and jsonb_typeof(e.context -> 'userAgent') = 'string'
       order by e.person_id, e."timestamp" desc, e.seq desc`),
    [...windowValues(workspaceId, window), JSON.stringify(known)],
  );
}
