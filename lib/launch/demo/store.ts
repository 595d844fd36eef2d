import type { Db } from "../../db/client.ts";
import type { DemoEvent } from "./events.ts";
import type { DemoPerson } from "./people.ts";

type Seen = { first: Date; last: Date };

/** Inserts people with their identifiers; `seen` tells when each did something first and last. */
export async function insertPeople(
  db: Db,
  workspaceId: string,
  people: { person: DemoPerson; seen: Seen }[],
): Promise<void> {
  const rows = people.map(({ person, seen }) => ({
    id: person.id,
    user_id: person.userId,
    email: person.email,
    phone: person.phone,
    anonymous_id: person.anonymousId,
    device_id: person.deviceId,
    name: person.name,
    properties: person.properties,
    first_seen: seen.first,
    last_seen: seen.last,
  }));
  await db.sql(
    `with rows as (
       select * from jsonb_to_recordset($2::jsonb) as r(id uuid, user_id text, email text, phone text,
         anonymous_id text, device_id text, name text, properties jsonb, first_seen timestamptz, last_seen timestamptz)
     ), people as (
       insert into people (workspace_id, id, user_id, email, phone, anonymous_id, device_id, name, properties,
                           first_seen, last_seen)
       select $1::uuid, id, user_id, email, phone, anonymous_id, device_id, name, properties, first_seen, last_seen
       from rows
     )
     insert into identifiers (workspace_id, kind, value, person_id, created_at)
     select $1::uuid, kind, value, id, first_seen
     from rows, lateral (values ('user_id', user_id), ('email', email), ('phone', phone),
                                ('anonymous_id', anonymous_id), ('device_id', device_id)) as own(kind, value)
     where value is not null
     on conflict do nothing`,
    [workspaceId, JSON.stringify(rows)],
  );
}

/** Inserts events as if they had been received when they happened. `firstNumber` numbers their message ids. */
export async function insertEvents(
  db: Db,
  workspaceId: string,
  sources: { web: string; app: string },
  events: DemoEvent[],
  firstNumber: number,
): Promise<void> {
  const rows = events.map((event, index) => ({
    received_at: new Date(event.at + 400),
    timestamp: new Date(event.at),
    type: event.type,
    name: event.name,
    person_id: event.person.id,
    source_id: event.via === "web" ? sources.web : sources.app,
    message_id: `demo-${firstNumber + index}`,
    user_id: event.person.userId,
    anonymous_id: event.person.anonymousId,
    properties: event.properties,
    context:
      event.via === "web"
        ? { library: { name: "RudderLabs JavaScript SDK" }, locale: event.person.properties.language ?? "en" }
        : { library: { name: "rudder-react-native-library" }, os: { name: "Android" } },
  }));
  await db.sql(
    `with rows as (
       select * from jsonb_to_recordset($2::jsonb) as r(received_at timestamptz, "timestamp" timestamptz, type text,
         name text, person_id uuid, source_id uuid, message_id text, user_id text, anonymous_id text,
         properties jsonb, context jsonb)
     ), keys as (
       insert into event_keys (workspace_id, message_id, received_at)
       select $1::uuid, message_id, received_at from rows
     )
     insert into events (workspace_id, received_at, "timestamp", type, name, person_id, source_id, message_id,
                         user_id, anonymous_id, properties, context)
     select $1::uuid, received_at, "timestamp", type, name, person_id, source_id, message_id, user_id, anonymous_id,
            properties, context
     from rows`,
    [workspaceId, JSON.stringify(rows)],
  );
}

/** Makes the partitions of the months that the demo's events lie in. */
export async function ensurePastPartitions(db: Db, monthsBack: number): Promise<void> {
  await db.sql(`select junction_ensure_event_partitions(1, $1::int)`, [monthsBack]);
}

const MADE_BY = "Demo shop";

/** Whether this is a workspace for the demo that has not got its shop yet. */
export async function lacksShop(db: Db, workspaceId: string): Promise<boolean> {
  const rows = await db.sql(
    `select 1 from workspaces w where w.id = $1::uuid and w.demo
       and not exists (select 1 from sources s where s.workspace_id = w.id and s.created_by = $2)
       and not exists (select 1 from events e where e.workspace_id = w.id)`,
    [workspaceId, MADE_BY],
  );
  return rows.length > 0;
}

type ShopFact = { at: number; userId: string; name: string; value: number; products: number };

/** What customers of the shop who have an account did since `since`, oldest first; only what the shop was made with. */
export async function shopFacts(
  db: Db,
  workspaceId: string,
  names: string[],
  since: number,
): Promise<ShopFact[]> {
  return db.sql<ShopFact>(
    `select (extract(epoch from "timestamp") * 1000)::float8 as at, user_id as "userId", name,
       case jsonb_typeof(properties->'value') when 'number' then (properties->'value')::float8 else 0 end as value,
       case jsonb_typeof(properties->'products') when 'number' then (properties->'products')::int else 0 end as products
     from events
     where workspace_id = $1::uuid and name = any($2::text[]) and "timestamp" >= $3::timestamptz
       and user_id is not null and starts_with(message_id, 'demo-')
     order by "timestamp", message_id`,
    [workspaceId, names, new Date(since).toISOString()],
  );
}

/** The shop's two sources. They have no write key: whoever wants to send makes one. */
export async function insertSources(
  db: Db,
  workspaceId: string,
  ids: { web: string; app: string },
  createdAt: Date,
): Promise<void> {
  const shared = { workspaceId, createdAt, createdBy: MADE_BY };
  await db.prisma.source.createMany({
    data: [
      { ...shared, id: ids.web, name: "Web shop", platform: "web" },
      { ...shared, id: ids.app, name: "Mobile app", platform: "react-native" },
    ],
  });
}
