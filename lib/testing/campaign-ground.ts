import { secretBox } from "../access/secret-box.ts";
import { blankCampaign } from "../campaigns/blank.ts";
import type { CampaignDraft } from "../campaigns/document.ts";
import { campaignFollower } from "../campaigns/live/follow.ts";
import type { CampaignView } from "../campaigns/schema.ts";
import { createCampaign } from "../campaigns/verbs/create-campaign.ts";
import { getCampaign } from "../campaigns/verbs/get-campaign.ts";
import { publishCampaign } from "../campaigns/verbs/publish-campaign.ts";
import { updateCampaign } from "../campaigns/verbs/update-campaign.ts";
import { type ChannelId, channelKits } from "../channels/catalog.ts";
import type { Qualification } from "../channels/kit.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import type { EngineTimes } from "../delivery/times.ts";
import { advance } from "../events/log.ts";
import { insertMissingCursors } from "../events/log-store.ts";
import { httpClient } from "../http/http-client.ts";
import { newId } from "../kernel/ids.ts";
import type { JsonObject } from "../kernel/json.ts";
import { secretPurpose } from "../partners/access.ts";
import { worldSecret } from "./export-world.ts";
import { othersAreDone } from "./others-are-done.ts";
import type { PartnerServer } from "./partner-server.ts";
import { segmentGround } from "./segment-ground.ts";
import { workCampaigns } from "./work-campaigns.ts";

export type CampaignGround = Awaited<ReturnType<typeof campaignGround>>;

type Given = {
  channel?: ChannelId;
  qualification?: Qualification;
  name?: string;
  who?: JsonObject;
  what?: JsonObject;
  content?: JsonObject;
  when?: JsonObject;
  goal?: JsonObject | null;
};

/** Everybody whose plan is "gold". */
export const goldOnly = {
  groups: [
    {
      conditions: [{ kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } }],
    },
  ],
};

/** A workspace with a Segment account at the partner server, whose clock stands until it is moved. */
export async function campaignGround(
  db: Db,
  partner: Pick<PartnerServer, "url">,
  options: { now?: string; timeZone?: string } = {},
) {
  const live = await segmentGround(db, options.now ?? "2026-03-10T12:00:00.000Z");
  const { workspaceId } = live;
  const http = httpClient({ allowPrivateHosts: ["127.0.0.1"] });
  // That of worker processes, too.
  const secrets = secretBox(worldSecret);
  const ctx = {
    ...{ ...live.ctx, secrets, http, url: "https://junction.example" },
    hosts: { JUNCTION_HOST_SEGMENT_US: partner.url },
  };
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "Junction" } };
  await db.prisma.workspace.update({
    where: { id: workspaceId },
    data: { timeZone: options.timeZone ?? "UTC" },
  });
  const connectionId = newId();
  const sealed = ctx.secrets.seal("write-key", secretPurpose(connectionId, "writeKey"));
  await db.prisma.connection.create({
    data: {
      ...{ workspaceId, id: connectionId, partner: "segment", nickname: "Segment", createdBy: "Mara" },
      settings: { region: "us", userId: "user_id", anonymousId: "anonymous_id" },
      secrets: { writeKey: { sealed, last4: "" } },
    },
  });
  const follower = campaignFollower(() => {});
  await insertMissingCursors(db, [follower.name]);

  return {
    ...live,
    ctx,
    system,
    connectionId,
    /** Events that came are followed: by live segments, then by campaigns. */
    followed: async () => {
      await live.follow();
      await othersAreDone(db);
      await advance(system, follower, workspaceId);
    },
    /** People `<prefix>-0` and on, with these properties. */
    people: async (count: number, properties: JsonObject = { plan: "gold" }, prefix = "u") => {
      await db.sql(
        `with someone as (
           insert into people (workspace_id, id, user_id, email, anonymous_id, properties, first_seen, last_seen)
           select $1::uuid, gen_random_uuid(), $3 || '-' || n, $3 || '-' || n || '@example.com', null, $4::jsonb, now(), now()
           from generate_series(0, $2::int - 1) n returning id, user_id, email)
         insert into identifiers (workspace_id, kind, value, person_id)
         select $1::uuid, k.kind, case k.kind when 'user_id' then s.user_id else s.email end, s.id
         from someone s cross join (values ('user_id'), ('email')) k(kind)`,
        [workspaceId, count, prefix, JSON.stringify(properties)],
      );
    },
    /** A campaign to Segment of everybody whose plan is gold, unless told. */
    draft: async (given: Given = {}): Promise<CampaignView> => {
      const channel = given.channel ?? "segment";
      const kit = channelKits[channel];
      const made = await createCampaign(ctx, {
        channel,
        qualification: given.qualification,
        name: given.name,
      });
      const blank = blankCampaign(kit, given.qualification ?? "past");
      const draft: CampaignDraft = {
        ...blank,
        goal: given.goal ?? null,
        who: { ...blank.who, audience: { kind: "new", definition: goldOnly }, ...given.who },
        what: {
          ...blank.what,
          connections: channel === "segment" ? { segment: connectionId } : {},
          content: { ...(blank.what.content as JsonObject), ...given.content },
          ...given.what,
        },
        when: { ...blank.when, ...given.when },
      };
      return updateCampaign(ctx, { id: made.id, version: made.version, draft });
    },
    publish: (campaign: CampaignView) => publishCampaign(ctx, { id: campaign.id, version: campaign.version }),
    get: (id: string) => getCampaign(ctx, { id }),
    /** What workers do for campaigns, one step after the other, until nothing is left to do now. */
    work: (work: { signal?: AbortSignal; times?: EngineTimes } = {}) => workCampaigns(system, work),
    /** Verdicts by name, with how many people came to each. */
    verdicts: async (campaignId: string): Promise<Record<string, number>> => {
      const rows = await db.sql<{ what: string; people: number }>(
        `select status || case when code = '' then '' else ' ' || code end as what, count(*)::int as people
         from campaign_deliveries where workspace_id = $1::uuid and campaign_id = $2::uuid group by 1 order by 1`,
        [workspaceId, campaignId],
      );
      return Object.fromEntries(rows.map(({ what, people }) => [what, people]));
    },
    /** System events that were raised, by name. */
    raised: async (): Promise<Record<string, number>> => {
      const rows = await db.sql<{ name: string; events: number }>(
        `select name, count(*)::int as events from events where workspace_id = $1::uuid
           and source_id = '00000000-0000-0000-0000-000000000000' group by 1 order by 1`,
        [workspaceId],
      );
      return Object.fromEntries(rows.map(({ name, events }) => [name, events]));
    },
  };
}
