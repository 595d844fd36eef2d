import type { ChannelId } from "../channels/catalog.ts";
import type { Db } from "../db/client.ts";
import { allProfiles } from "../people/all-profiles.ts";
import { personZone } from "../people/person-zone.ts";
import { unsubscribedSql } from "./engine/unsubscribed.ts";

export type PersonStanding = {
  zone: string | null;
  unsubscribed: boolean;
  got: number;
  gotLast: Date | null;
  gotAll: number;
  gotAllLast: Date | null;
};

/** How somebody stands to a campaign's channel and limits now. */
export async function standing(
  db: Db,
  of: { workspaceId: string; campaignId: string; channel: string; personId: string; since: Date | null },
): Promise<PersonStanding> {
  const rows = await db.sql<PersonStanding>(
    `select ${personZone} as zone, coalesce(${unsubscribedSql(of.channel as ChannelId)}, false) as unsubscribed,
       own.got, own.last as "gotLast", every.got as "gotAll", every.last as "gotAllLast"
     from people p
     cross join lateral (select ${allProfiles("p.id", "p.workspace_id")} as ids offset 0) who
     cross join lateral (select count(*)::int as got, max(decided_at) as last from campaign_deliveries d
       where d.workspace_id = p.workspace_id and d.person_id = any(who.ids) and d.campaign_id = $3::uuid and d.status = 'sent') own
     cross join lateral (select count(*)::int as got, max(decided_at) as last from campaign_deliveries d
       where d.workspace_id = p.workspace_id and d.person_id = any(who.ids) and d.channel = $4 and d.status = 'sent'
         and d.decided_at > $5::timestamptz) every
     where p.workspace_id = $1::uuid and p.id = $2::uuid`,
    [of.workspaceId, of.personId, of.campaignId, of.channel, of.since?.toISOString() ?? null],
  );
  return rows[0] ?? { zone: null, unsubscribed: false, got: 0, gotLast: null, gotAll: 0, gotAllLast: null };
}
