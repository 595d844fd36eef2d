import { unseen, unseenFrom } from "../db/unseen.ts";
import { newest } from "../people/newest.ts";

/** Which of the optional parts a write has. */
export type WriteParts = Record<
  "checks" | "people" | "identifiers" | "patches" | "sightings" | "tokens" | "fresh",
  boolean
>;

const held = `held as materialized (
    select i.person_id from unnest(${unseenFrom(4, ["text", "text", "uuid"])}) as g(kind, value, person_id)
    cross join lateral (select i.person_id from identifiers i
      where i.workspace_id = $1 and i.kind = g.kind and i.value = g.value limit 1 for share) i
    where i.person_id = g.person_id)`;

const ofEvent = "text timestamptz text text uuid text text jsonb jsonb jsonb".split(" ");
const written = `written as (
    insert into events (workspace_id, tx, received_at, "timestamp", type, name, person_id, source_id, message_id,
      user_id, anonymous_id, properties, context, extras)
    select $1, (select pg_current_xact_id()::text::bigint), $3, e.at, e.type, e.name, e.person_id, $2, e.message_id,
      e.user_id, e.anonymous_id, e.properties, e.context, e.extras
    from unnest(${unseenFrom(8, ofEvent)}) with ordinality
      as e(message_id, at, type, name, person_id, user_id, anonymous_id, properties, context, extras, n)
    join keys on keys.message_id = e.message_id
    order by e.n)`;

const changed = {
  properties: "(p.properties || s.set_to) - array(select jsonb_array_elements_text(s.unset))",
  name: "coalesce(s.name, p.name)",
  user_id: "coalesce(p.user_id, s.user_id)",
  email: newest("email"),
  phone: newest("phone"),
  anonymous_id: "coalesce(p.anonymous_id, s.anonymous_id)",
  device_id: "coalesce(p.device_id, s.device_id)",
};
const isChanged = `(${Object.keys(changed)
  .map((column) => `p.${column}`)
  .join(", ")}) is distinct from (${Object.values(changed).join(", ")})`;

/** A token is its last user's; what was known within the hour costs a look-up and no row. */
const tokensOf = (given: string): string => `told as materialized (
    select u.*, t.person_id as owner, t.retired_at from unnest(${given})
      as u(kind, hash, token, keys, person_id, at, message_id)
    join keys on keys.message_id = u.message_id
    left join lateral (select d.* from device_tokens d
      where d.workspace_id = $1 and d.kind = u.kind and d.hash = u.hash limit 1) t on true
    where t.person_id is null or (u.at >= t.seen_at and (t.person_id <> u.person_id or t.retired_at < u.at
      or t.keys is distinct from u.keys or u.at > t.seen_at + interval '1 hour'))),
  tokened as (
    insert into device_tokens as d
      (workspace_id, kind, hash, person_id, token, keys, source_id, created_at, seen_at)
    select $1, kind, hash, person_id, token, keys, $2, $3, at from told order by kind, hash
    on conflict (workspace_id, kind, hash) do update set person_id = excluded.person_id, keys = excluded.keys,
      source_id = excluded.source_id, seen_at = excluded.seen_at,
      retired_at = case when d.retired_at >= excluded.seen_at then d.retired_at end,
      retired_reason = case when d.retired_at >= excluded.seen_at then d.retired_reason end
    where excluded.seen_at >= d.seen_at),
  touched as (
    insert into person_touches (workspace_id, person_id, what)
    select distinct $1::uuid, p.id, 'tokens' from told cross join lateral (values (told.person_id), (told.owner)) p(id)
    where p.id is not null and (told.owner is distinct from told.person_id or told.retired_at < told.at))`;

function build(parts: WriteParts): string {
  let next = 18;
  const arrays = (...types: string[]) => {
    next += types.length;
    return unseenFrom(next - types.length, types);
  };
  let isSo = "(select count(*) from held) = cardinality($4::text[])";
  const ctes = [held];
  if (parts.checks) {
    const first = next;
    ctes.push(`same as materialized (
    select i.person_id from unnest(${arrays("text", "text", "uuid")}) as g(kind, value, person_id)
    cross join lateral (select i.person_id from identifiers i
      where i.workspace_id = $1 and i.kind = g.kind and i.value = g.value limit 1) i
    where i.person_id = g.person_id)`);
    isSo += ` and (select count(*) from same) = cardinality($${first}::text[])`;
  }
  if (parts.people) {
    ctes.push(`created as (
    insert into people
      (workspace_id, id, user_id, email, phone, anonymous_id, device_id, name, properties, first_seen, last_seen)
    select $1, u.* from unnest(${arrays("uuid", "text", "text", "text", "text", "text", "text", "jsonb", "timestamptz", "timestamptz")}) u
    where ${isSo})`);
  }
  let order = "";
  let firstWithAll = "true";
  if (parts.identifiers) {
    const first = next;
    ctes.push(`added as (
    insert into identifiers (workspace_id, kind, value, person_id, created_at)
    select $1, u.kind, u.value, u.person_id, $3
    from unnest(${arrays("text", "text", "uuid")}) as u(kind, value, person_id) where ${isSo}
    on conflict do nothing returning 1)`);
    order = " and (select count(*) from added) >= 0";
    firstWithAll = `(select count(*) from added) = cardinality($${first}::text[])`;
  }
  ctes.push(
    `keys as (
    insert into event_keys (workspace_id, message_id, received_at)
    select $1, k, $3 from unnest(${unseen(7, "text")}) as k where ${isSo}${order}
    on conflict do nothing returning message_id)`,
    written,
  );
  if (parts.patches) {
    ctes.push(
      `changing as materialized (
    select u.* from unnest(${arrays("text", "uuid", "jsonb", "jsonb", "text", "text", "text", "text", "text", "text", "text", "text", "timestamptz")})
      as u(message_id, id, set_to, unset, name, user_id, email, phone, anonymous_id, device_id, new_email, new_phone, last)
    cross join lateral (select 1 from people l where l.workspace_id = $1 and l.id = u.id
      and (select count(*) from keys) >= 0 limit 1 for no key update) l),
  changed as (
    update people p set ${Object.entries(changed)
      .map(([column, value]) => `${column} = ${value}`)
      .join(", ")},
      last_seen = greatest(p.last_seen, s.last),
      changed_tx = case when ${isChanged} then pg_current_xact_id()::text::bigint else p.changed_tx end
    from changing s
    where p.workspace_id = $1 and p.id = s.id and ${isSo}
      and (s.message_id is null or s.message_id in (select message_id from keys))
      and (s.last > p.last_seen + interval '1 minute' or ${isChanged}))`,
    );
  }
  if (parts.sightings) {
    ctes.push(`seen as (
    update people p set first_seen = least(p.first_seen, s.first), last_seen = greatest(p.last_seen, s.last)
    from (select u.* from unnest(${arrays("uuid", "timestamptz", "timestamptz")}) as u(id, first, last)
      cross join lateral (select 1 from people l where l.workspace_id = $1 and l.id = u.id
        and (select count(*) from keys) > 0 limit 1 for no key update skip locked) l) s
    where p.workspace_id = $1 and p.id = s.id)`);
  }
  if (parts.tokens) {
    ctes.push(tokensOf(arrays("text", "text", "text", "jsonb", "uuid", "timestamptz", "text")));
  }
  return `with ${ctes.join(",\n  ")}
  select ${isSo} as held, (select count(*)::int from keys) as accepted,
    ${parts.fresh ? "array(select message_id from keys)" : "null::text[]"} as fresh,
    1 / (case when not (${isSo}) or ${firstWithAll} then 1 else 0 end) as one`;
}

const statements = new Map<string, string>();

/**
 * The statement that writes a batch, so that the usual request costs one round trip and one commit. In this order, which
 * the conditions enforce, everybody takes the same locks:
 * - `held` takes the strongest identifiers FOR SHARE; a merge in progress is waited for and then seen. `same` looks at
 *   the others. Unless all is as expected, nothing is written.
 * - `created` and `added` are new people and identifiers. When another request is first with one of them, the last line
 *   divides by zero: the only way for a statement to undo itself.
 * - `keys` de-duplicates on messageId; `written` are the events whose key was new, in the order of the batch.
 * - `told` are the tokens of fresh calls that are news; segments hear of whoever gained or lost one.
 * - `changed` are traits of fresh identify calls; `seen` skips people whom another request is touching.
 */
export function writeSql(parts: WriteParts): { name: string; text: string } {
  const name = `events.write ${Object.values(parts).map(Number).join("")}`;
  let text = statements.get(name);
  if (text === undefined) {
    text = build(parts);
    statements.set(name, text);
  }
  return { name, text };
}
