import { unsubscribedSql } from "../../campaigns/engine/unsubscribed.ts";
import type { ChannelId } from "../../channels/catalog.ts";
import type { Db } from "../../db/client.ts";
import type { Json } from "../../kernel/json.ts";
import type { IdentifierKind } from "../../partners/kit.ts";
import { allProfiles } from "../../people/all-profiles.ts";
import { personZone } from "../../people/person-zone.ts";

/** The time zone that is known of a person, as their device or their profile says it. */
export async function zoneOfPerson(db: Db, workspaceId: string, personId: string): Promise<string | null> {
  const [found] = await db.sql<{ zone: string | null }>(
    `select ${personZone} as zone from people p where p.workspace_id = $1::uuid and p.id = $2::uuid`,
    [workspaceId, personId],
  );
  return found?.zone ?? null;
}

/** When a person got messages since a moment, from campaigns and journeys, by channel; in milliseconds. */
export async function messagesSent(
  db: Db,
  workspaceId: string,
  personId: string,
  since: Date,
): Promise<Map<string, number[]>> {
  const sent = (table: string) =>
    `select channel, decided_at as at from ${table} where workspace_id = $1::uuid and person_id = any(who.ids)
       and status = 'sent' and decided_at > $3::timestamptz`;
  const rows = await db.sql<{ channel: string; at: Date[] }>(
    `select channel, array_agg(at) as at
     from (select ${allProfiles("$2::uuid", "$1::uuid")} as ids offset 0) who cross join lateral (${sent("campaign_deliveries")} union all ${sent("journey_messages")}) m
     group by channel`,
    [workspaceId, personId, since.toISOString()],
  );
  return new Map(rows.map(({ channel, at }) => [channel, at.map((each) => each.getTime())]));
}

/** When a person got messages of a journey, by the node that sent them; in milliseconds. */
export async function messagesSentAt(
  db: Db,
  workspaceId: string,
  personId: string,
  journeyId: string,
): Promise<Map<string, number[]>> {
  const rows = await db.sql<{ node: string; at: Date[] }>(
    `select node, array_agg(decided_at) as at from journey_messages where workspace_id = $1::uuid
       and person_id = $2::uuid and journey_id = $3::uuid and status = 'sent' group by node`,
    [workspaceId, personId, journeyId],
  );
  return new Map(rows.map(({ node, at }) => [node, at.map((each) => each.getTime())]));
}

/** Those of these channels that a person unsubscribed from. */
export async function unsubscribedFrom(
  db: Db,
  workspaceId: string,
  personId: string,
  channels: readonly ChannelId[],
): Promise<Set<string>> {
  if (channels.length === 0) {
    return new Set();
  }
  const answers = channels.map((channel, at) => `coalesce(${unsubscribedSql(channel)}, false) as c${at}`);
  const [row] = await db.sql<Record<string, boolean>>(
    `select ${answers.join(", ")} from people p where p.workspace_id = $1::uuid and p.id = $2::uuid`,
    [workspaceId, personId],
  );
  return new Set(channels.filter((_, at) => row?.[`c${at}`] === true));
}

/** The last stay of a person in a journey that is over; null: there is none. */
export async function pastStay(
  db: Db,
  workspaceId: string,
  journeyId: string,
  personId: string,
): Promise<{ round: number; enteredAt: Date | null; endedAt: Date } | null> {
  const [found] = await db.sql<{ round: number; enteredAt: Date | null; endedAt: Date }>(
    `select round, entered_at as "enteredAt", ended_at as "endedAt" from journey_stays where workspace_id = $1::uuid and person_id = $2::uuid
       and journey_id = $3::uuid and ended_at is not null order by round desc limit 1`,
    [workspaceId, personId, journeyId],
  );
  return found ?? null;
}

type Known = { weights: Json; number: string | null };

/**
 * What the automatic splits of a journey give their paths at present, by node, and the number that its messages bear; null: it
 * gets one when it is published first.
 */
export async function knownOf(db: Db, workspaceId: string, journeyId: string): Promise<Known> {
  const [found] = await db.sql<Known>(
    "select weights, number::text as number from journeys where workspace_id = $1::uuid and id = $2::uuid",
    [workspaceId, journeyId],
  );
  return found ?? { weights: null, number: null };
}

/** What audiences know people by; those that are gone are missing. */
export async function audienceIdentifiers(
  db: Db,
  workspaceId: string,
  ids: Iterable<string>,
): Promise<Map<string, IdentifierKind>> {
  const rows = await db.sql<{ id: string; identifier: IdentifierKind }>(
    "select id::text, identifier from audiences where workspace_id = $1::uuid and id = any($2::uuid[])",
    [workspaceId, [...ids]],
  );
  return new Map(rows.map(({ id, identifier }) => [id, identifier]));
}
