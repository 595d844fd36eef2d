import type { Db } from "../db/client.ts";
import { insertMissingCursors } from "../events/log-store.ts";
import type { JourneyDraft } from "../journeys/document.ts";
import { journeyFollower } from "../journeys/live/follow.ts";
import type { JourneyView, PublishJourney } from "../journeys/schema.ts";
import { message } from "../journeys/templates/draw.ts";
import { createJourney } from "../journeys/verbs/create-journey.ts";
import { getJourney } from "../journeys/verbs/get-journey.ts";
import { publishJourney } from "../journeys/verbs/publish-journey.ts";
import { updateJourney } from "../journeys/verbs/update-journey.ts";
import type { JsonObject } from "../kernel/json.ts";
import { campaignGround } from "./campaign-ground.ts";
import type { PartnerServer } from "./partner-server.ts";
import { workJourneys } from "./work-journeys.ts";

export type JourneyGround = Awaited<ReturnType<typeof journeyGround>>;

/** A workspace with a Segment account at the partner server, whose clock stands until it is moved, for journeys. */
export async function journeyGround(
  db: Db,
  partner: Pick<PartnerServer, "url">,
  options: { now?: string; timeZone?: string } = {},
) {
  const ground = await campaignGround(db, partner, options);
  const { ctx, system, connectionId, clock } = ground;
  const { workspaceId } = ctx;
  const follower = journeyFollower(() => {});
  await insertMissingCursors(db, [follower.name]);
  const work = (more: { signal?: AbortSignal } = {}) => workJourneys(system, { follower, ...more });

  const draft = async (document: JourneyDraft, name = "Journey"): Promise<JourneyView> => {
    const made = await createJourney(ctx, { name });
    return updateJourney(ctx, { id: made.id, revision: made.revision, draft: document });
  };
  const publish = (journey: JourneyView, more: Partial<PublishJourney> = {}) =>
    publishJourney(ctx, {
      ...{ id: journey.id, revision: journey.revision, note: "", people: "finish", moves: [] },
      ...more,
    });

  return {
    ...ground,
    follower,
    work,
    draft,
    publish,
    /** Settings of a node that sends an event by this name to Segment. */
    toSegment: (event: string, content: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
      ...message("segment", { event, ...content }),
      connections: { segment: connectionId },
      ...more,
    }),
    /** A journey that runs. */
    running: async (document: JourneyDraft, name?: string) => publish(await draft(document, name)),
    view: (id: string) => getJourney(ctx, { id }),
    /** What people did, and what workers do about it. */
    happens: async (...calls: JsonObject[]) => {
      await ground.batch(...calls);
      await work();
    },
    /** The clock goes on, and workers do what is due. */
    later: async (minutes: number) => {
      clock.advance(minutes * 60_000);
      await work();
    },
    /** "Ada: in yes > cart yes > …": the path of each stay, by person. */
    paths: async (journeyId: string): Promise<string[]> => {
      const rows = await db.sql<{ path: string }>(
        `select coalesce(p.user_id, p.id::text) || ': ' || string_agg(s.node || case when s.did = 'left' then ' left'
             else ' ' || s.exit end, ' > ' order by s.round, s.seq) as path
         from journey_steps s join people p on p.workspace_id = s.workspace_id and p.id = s.person_id
         where s.workspace_id = $1::uuid and s.journey_id = $2::uuid group by p.user_id, p.id order by 1`,
        [workspaceId, journeyId],
      );
      return rows.map(({ path }) => path);
    },
    /** "ada at cart", "ben left goal": where everybody is, or how they left. */
    places: async (journeyId: string): Promise<string[]> => {
      const rows = await db.sql<{ place: string }>(
        `select coalesce(p.user_id, p.id::text) || case when s.ended_at is not null then ' left ' || s.end_kind
           when s.entered_at is null then ' before ' || s.node else ' at ' || s.node end as place
         from journey_stays s join people p on p.workspace_id = s.workspace_id and p.id = s.person_id
         where s.workspace_id = $1::uuid and s.journey_id = $2::uuid order by 1`,
        [workspaceId, journeyId],
      );
      return rows.map(({ place }) => place);
    },
    /** Counts that are not 0, by "<node> <what> <exit>". */
    counts: async (journeyId: string): Promise<Record<string, number>> => {
      const rows = await db.sql<{ what: string; people: number }>(
        `select trim(node || ' ' || what || ' ' || exit) as what, sum(people)::int as people from journey_counts
         where workspace_id = $1::uuid and journey_id = $2::uuid group by 1 having sum(people) <> 0 order by 1`,
        [workspaceId, journeyId],
      );
      return Object.fromEntries(rows.map(({ what, people }) => [what, people]));
    },
    /** "ada reentry 2": why people did not enter, and how often. */
    refusals: async (journeyId: string): Promise<string[]> => {
      const rows = await db.sql<{ refusal: string }>(
        `select coalesce(p.user_id, p.id::text) || ' ' || r.reason || ' ' || r.times as refusal
         from journey_refusals r join people p on p.workspace_id = r.workspace_id and p.id = r.person_id
         where r.workspace_id = $1::uuid and r.journey_id = $2::uuid order by 1`,
        [workspaceId, journeyId],
      );
      return rows.map(({ refusal }) => refusal);
    },
  };
}
