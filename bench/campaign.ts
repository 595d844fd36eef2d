import { setTimeout as sleep } from "node:timers/promises";
import { blankCampaign } from "../lib/campaigns/blank.ts";
import type { CampaignDraft } from "../lib/campaigns/document.ts";
import { createCampaign } from "../lib/campaigns/verbs/create-campaign.ts";
import { getCampaign } from "../lib/campaigns/verbs/get-campaign.ts";
import { publishCampaign } from "../lib/campaigns/verbs/publish-campaign.ts";
import { updateCampaign } from "../lib/campaigns/verbs/update-campaign.ts";
import { channelKits } from "../lib/channels/catalog.ts";
import type { Database } from "../lib/db/client.ts";
import type { JsonObject } from "../lib/kernel/json.ts";
import { addEvents, type ExportWorld } from "../lib/testing/export-world.ts";
import { makeExport, storedExport, yesterdayNoon } from "../lib/testing/make-export.ts";
import { liveFigures } from "./campaign-live.ts";
import { alternate, type Figure } from "./kit.ts";
import { inWorld, peakOf, type WorkerWorld, withWorker } from "./worker-world.ts";

const PEOPLE = Number(process.env.BENCH_PEOPLE ?? 200_000);
const FEW = 10_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const parts = new Set((process.env.BENCH_PARTS ?? "rate,memory,live").split(","));

const properties = JSON.stringify({
  plan: "gold",
  name: "Asha Rao",
  city: "Pune",
  country: "IN",
  loyalty_points: 420,
  favourite_category: "Shirts",
  newsletter: true,
});

async function fillPeople(db: Database, world: ExportWorld, count: number): Promise<void> {
  for (let from = 0; from < count; from += 50_000) {
    await db.sql(
      `insert into people (workspace_id, id, user_id, email, properties, first_seen, last_seen)
       select $1::uuid, gen_random_uuid(), 'cust-' || n, 'cust-' || n || '@example.com', $4::jsonb, now(), now()
       from generate_series($2::int, $3::int - 1) n returning 1`,
      [world.workspaceId, from, Math.min(from + 50_000, count), properties],
    );
  }
  await db.sql("analyze people");
}

/** People a second through a campaign to Segment that greets each by name, from its start to its end. */
async function campaignOnce(world: ExportWorld, people: number): Promise<number> {
  const { ctx } = world;
  const made = await createCampaign(ctx, { channel: "segment" });
  const blank = blankCampaign(channelKits.segment, "past");
  const draft: CampaignDraft = {
    ...blank,
    who: {
      ...blank.who,
      audience: {
        kind: "new",
        definition: {
          groups: [
            {
              conditions: [
                { kind: "property", path: ["plan"], test: { type: "text", op: "equals", value: "gold" } },
              ],
            },
          ],
        },
      },
    },
    what: {
      ...blank.what,
      connections: { segment: world.connectionId },
      content: {
        ...(blank.what.content as JsonObject),
        attributes: { which: "chosen", names: ["city", "country"] },
        keyValues: [{ key: "greeting", value: "Hi {{ Profile.name | default: 'there' }}" }],
      },
    },
  };
  const saved = await updateCampaign(ctx, { id: made.id, version: made.version, draft });
  await publishCampaign(ctx, { id: saved.id, version: saved.version });
  for (;;) {
    const { status, counts, reason } = await getCampaign(ctx, { id: saved.id });
    if (status === "COMPLETED" && counts.sent === people) {
      break;
    }
    if (status === "STOPPED" || status === "COMPLETED") {
      throw new Error(`The campaign ended with ${counts.sent} of ${people}: ${reason}`);
    }
    await sleep(200);
  }
  const run = await ctx.db.prisma.campaignRun.findFirstOrThrow({ where: { campaignId: saved.id } });
  return people / (((run.endedAt?.getTime() ?? 0) - (run.startedAt?.getTime() ?? 0)) / 1_000);
}

/** Events a second of an export of as many events to the same server: what `npm run bench -- export` measures. */
async function exportOnce(world: ExportWorld, expected: number): Promise<number> {
  const { id } = await makeExport(world, {
    range: { kind: "last_7_days" },
    dataType: "selected",
    eventNames: ["Viewed"],
  });
  for (;;) {
    const { status, accepted, outcome_reason: reason } = await storedExport(world, id);
    if (status === "DONE" && Number(accepted) === expected) {
      break;
    }
    if (status === "STOPPED" || status === "DONE") {
      throw new Error(`The export ended with ${accepted} of ${expected}: ${reason}`);
    }
    await sleep(100);
  }
  const run = await world.ctx.db.prisma.exportRun.findFirstOrThrow({ where: { exportId: id } });
  return expected / (((run.endedAt?.getTime() ?? 0) - (run.startedAt?.getTime() ?? 0)) / 1_000);
}

const withPeople = <T>(people: number, work: (given: WorkerWorld) => Promise<T>): Promise<T> =>
  inWorld((db, world) => fillPeople(db, world, people), work);

async function rate(): Promise<Figure[]> {
  const rates = await withPeople(PEOPLE, async (given) => {
    const { world, db } = given;
    const from = yesterdayNoon(world).getTime() - 11 * 3_600_000;
    for (let done = 0; done < PEOPLE; done += 50_000) {
      const count = Math.min(50_000, PEOPLE - done);
      await addEvents(db, world.workspaceId, {
        ...{ count, name: "Viewed", from: new Date(from + done / 1_000), people: 500, properties },
      });
    }
    await db.sql("analyze events");
    return withWorker(given, () =>
      alternate(
        () => exportOnce(world, PEOPLE),
        () => campaignOnce(world, PEOPLE),
        { rounds: ROUNDS },
      ),
    );
  });
  return [{ name: "campaign", ratio: rates.product / rates.floor }];
}

async function memory(): Promise<Figure[]> {
  const peak = (people: number) =>
    withPeople(people, (given) =>
      peakOf(given, `${people.toLocaleString("en")} people`, (world) => campaignOnce(world, people)),
    );
  const few = await peak(FEW);
  return [{ name: "campaign-memory", ratio: (await peak(PEOPLE)) / few }];
}

/**
 * `campaign`: people a second through a campaign to Segment, to events a second of an export to the same server.
 * `campaign-memory`: a worker's peak with 200,000 people to that with 10,000. `campaign-live-p50`, `-p99`: from an event's
 * commit to the request of a live campaign, to the bare pipeline of insert, NOTIFY, listener and request.
 */
export async function bench(): Promise<Figure[]> {
  return [
    ...(parts.has("rate") ? await rate() : []),
    ...(parts.has("memory") ? await memory() : []),
    ...(parts.has("live") ? await liveFigures() : []),
  ];
}
