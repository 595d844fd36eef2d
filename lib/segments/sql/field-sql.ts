import { normaliseEmail, normalisePhone } from "../../people/identify.ts";
import { zoneTraits } from "../../people/person-zone.ts";
import type { ReachChannel, ReachWay } from "../definition.ts";
import type { PersonFieldKey } from "../person-fields.ts";
import type { ValueTest } from "../value-test.ts";
import { jsonTest, localTime, momentTest } from "./json-test.ts";
import { said } from "./property-sql.ts";
import type { Scope } from "./sql-values.ts";

const trait = (key: string): string => `p.properties -> '${key}'`;
const came = (...path: string[]): string => `c.context #> '{${path.join(",")}}'`;
/** The same, looked up only for those of whom nothing else says it. */
const cameElse = (...path: string[]): string =>
  `junction_context(p.workspace_id, p.id) #> '{${path.join(",")}}'`;
/** Nothing is said by null and an empty text. */
const firstOf = (...sources: string[]): string => `coalesce(${sources.map(said).join(", ")})`;
const lowered = (json: string): string => `lower(${json} #>> '{}')`;

/** A language with what follows it, as a country; PostgreSQL and JavaScript read it alike. */
const LANGUAGE = /^([a-z]{2,3})[-_].*$/;

/** Columns of people (`p`) and of the newest context of their events (`c`) by field; what they say themselves goes first. */
const sources: Record<PersonFieldKey, (now: () => string, zone: () => string) => string> = {
  user_id: () => "to_jsonb(p.user_id)",
  email: () => "to_jsonb(p.email)",
  phone: () => "to_jsonb(p.phone)",
  name: () => "to_jsonb(p.name)",
  first_seen: () => "p.first_seen",
  last_seen: () => "p.last_seen",
  // Even, random and lasting, as control groups are (decision 072), and independent of those: contracts §10.7.
  bucket: () =>
    `to_jsonb(('x' || encode(substring(sha256('bucket'::bytea || uuid_send(p.id)) for 4), 'hex'))::bit(32)::bigint % 1000)`,
  // A date of birth counts before an age that was true once (contracts §1.6).
  age: (now, zone) => {
    const here = zone();
    return `coalesce((
      select to_jsonb(extract(year from age(${now()} at time zone ${here}, ${localTime("b.at", here)})))
      from junction_moments(${firstOf(trait("birthday"), trait("dob"), trait("DOB"))}, ${here}) b(at)
      where b.at is not null limit 1), ${trait("age")})`;
  },
  // "F", "female" and "Female" are one answer (contracts §7.3); "fluid" is another one.
  gender: () => {
    const said = lowered(trait("gender"));
    return `to_jsonb(case ${said} when 'f' then 'female' when 'm' then 'male' else ${said} end)`;
  },
  // "en-US" and "en_GB" are English.
  language: () => {
    const said = lowered(firstOf(trait("language"), trait("locale"), cameElse("locale")));
    return `to_jsonb(regexp_replace(${said}, '${LANGUAGE.source}', '\\1'))`;
  },
  country: () =>
    firstOf(trait("country"), "p.properties #> '{address,country}'", cameElse("location", "country")),
  region: () =>
    firstOf(
      trait("state"),
      trait("region"),
      "p.properties #> '{address,state}'",
      cameElse("location", "region"),
    ),
  city: () => firstOf(trait("city"), "p.properties #> '{address,city}'", cameElse("location", "city")),
  time_zone: () => firstOf(...zoneTraits.map(trait), cameElse("timezone")),
  // A place without both is none.
  location: () => `case when ${["latitude", "longitude"]
    .map((key) => `jsonb_typeof(${came("location", key)}) = 'number'`)
    .join(" and ")} then jsonb_build_object('latitude', ${came("location", "latitude")},
      'longitude', ${came("location", "longitude")}) end`,
  os: () => came("os", "name"),
  os_version: () => came("os", "version"),
  device_type: () => came("device", "type"),
  device_make: () => came("device", "manufacturer"),
  device_model: () => came("device", "model"),
  browser: () => came("browser", "name"),
  browser_version: () => came("browser", "version"),
  carrier: () => came("network", "carrier"),
  app_version: () => came("app", "version"),
  sdk_version: () => came("library", "version"),
};

const addresses: Record<ReachChannel, string> = {
  email: "nullif(p.email, '') is not null",
  sms: "nullif(p.phone, '') is not null",
  whatsapp: "nullif(p.phone, '') is not null",
  push: `exists (select 1 from device_tokens d where d.workspace_id = p.workspace_id and d.person_id = p.id
    and d.retired_at is null)`,
};

/** The person's own property that says so when it is false (contracts §7.3). */
const flags: Record<ReachChannel, string> = {
  email: "MSG-email",
  sms: "MSG-sms",
  whatsapp: "MSG-whatsapp",
  push: "MSG-push",
};

export const isReachable = (channel: ReachChannel): string => `(${addresses[channel]})`;

/** By that property, or by what they said themselves (lib/tracking). */
export const isUnsubscribed = (channel: ReachChannel): string =>
  `(coalesce(lower(p.properties ->> '${flags[channel]}') = 'false', false) or exists (
    select 1 from channel_subscriptions u where u.workspace_id = p.workspace_id and u.person_id = p.id
      and u.channel = '${channel}'))`;

/** Contracts §5.2: every call needs one of the two. */
const viaSegment = "(nullif(p.user_id, '') is not null or nullif(p.anonymous_id, '') is not null)";

/** Whether a message can leave for a person on a way: there is an address, and they did not unsubscribe. */
export const mayReach = (way: ReachWay): string =>
  way === "segment" ? viaSegment : `${isReachable(way)} and not ${isUnsubscribed(way)}`;

function sourceOf(field: PersonFieldKey, { values, moment }: Scope): string {
  return sources[field](
    () => values.add(moment.now.toISOString(), "timestamptz"),
    () => values.add(moment.zone, "text"),
  );
}

const isMoment = (field: PersonFieldKey): boolean => field === "first_seen" || field === "last_seen";

/** What is known of a person, as a jsonb of SQL. */
export function fieldValue(field: PersonFieldKey, scope: Scope): string {
  const source = sourceOf(field, scope);
  return isMoment(field) ? `to_jsonb(${source})` : `(${source})`;
}

const gender: Record<string, string> = { f: "female", m: "male" };
/** What is kept in one spelling is asked for in it, however it is typed. */
const spelled: Partial<Record<PersonFieldKey, (text: string) => string>> = {
  email: (text) => normaliseEmail(text) ?? text.toLowerCase(),
  phone: (text) => normalisePhone(text) ?? text,
  gender: (text) => gender[text.toLowerCase()] ?? text.toLowerCase(),
  language: (text) => text.toLowerCase().replace(LANGUAGE, "$1"),
};

function asKept(field: PersonFieldKey, test: ValueTest): ValueTest {
  const spell = spelled[field];
  if (!spell || test.type !== "text") {
    return test;
  }
  if ("values" in test) {
    return { ...test, values: test.values.map(spell) };
  }
  return test.op === "equals" || test.op === "not_equals" ? { ...test, value: spell(test.value) } : test;
}

/** Whether what is known of a person meets a test: true or false, never null. */
export function fieldTest(field: PersonFieldKey, test: ValueTest, scope: Scope): string {
  if (isMoment(field)) {
    return test.type === "date"
      ? momentTest(sourceOf(field, scope), test, scope.moment, scope.values)
      : String(test.type === "any" && test.op === "is_set");
  }
  if (field === "location" && test.type === "place") {
    // The test looks for itself whether it is one.
    return jsonTest(`(${came("location")})`, test, scope.moment, scope.values);
  }
  return jsonTest(fieldValue(field, scope), asKept(field, test), scope.moment, scope.values);
}
