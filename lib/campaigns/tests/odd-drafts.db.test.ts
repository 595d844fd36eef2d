import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { channelKits } from "../../channels/catalog.ts";
import { newId } from "../../kernel/ids.ts";
import type { Json, JsonObject } from "../../kernel/json.ts";
import { campaignGround, goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { oneOff } from "../../testing/one-off.ts";
import { partnerServer } from "../../testing/partner-server.ts";
import { blankCampaign } from "../blank.ts";
import { type CampaignDraft, campaignDraft } from "../document.ts";
import { duplicateCampaign } from "../verbs/duplicate-campaign.ts";
import { getCampaign } from "../verbs/get-campaign.ts";
import { previewCampaign } from "../verbs/preview-campaign.ts";
import { publishCampaign } from "../verbs/publish-campaign.ts";
import { reachCampaign } from "../verbs/reach-campaign.ts";
import { updateCampaign } from "../verbs/update-campaign.ts";

const database = testDatabase();
const partner = partnerServer();
beforeAll(() => partner.listen());
afterAll(() => partner.close());

const events = (name: string): JsonObject => ({ events: [{ type: "track", name }], where: [] });
const conversion = { count: 1, unit: "days" };

const fresh = { kind: "new", definition: goldOnly };
const saved = { kind: "saved", segmentId: newId() };

/** A draft that says something in every part, whichever of them is asked for. */
function fullDraft(
  qualification: CampaignDraft["qualification"],
  audience: JsonObject,
  connection: string,
): CampaignDraft {
  const blank = blankCampaign(channelKits.segment, qualification);
  return {
    ...blank,
    goal: { ...events("Bought"), within: conversion, revenue: ["order", "total"] },
    who: {
      ...blank.who,
      audience,
      trigger: {
        ...{ kind: "inaction", did: events("Added"), didNot: events("Bought") },
        ...{ within: { count: 5, unit: "minutes" }, same: { path: ["cart"] } },
      },
      filter: goldOnly,
    },
    what: { ...blank.what, connections: { segment: connection } },
    when: { ...blank.when, past: { kind: "later", at: "2026-04-01T09:00", also: [] }, delay: conversion },
  };
}

it.each([
  ["past", "conditions of its own", fresh],
  ["past", "a saved segment", saved],
  ["live", "nobody beforehand", saved],
] as const)(
  "a draft of a %s campaign to %s with anything in the place of a part is kept, told of and refused, and nothing fails",
  async (qualification, _, audience) => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(2, { plan: "gold" });
    const full = fullDraft(qualification, audience, ground.connectionId);
    const { id } = await ground.draft({ qualification });
    await fc.assert(
      fc.asyncProperty(oneOff(full as Json), async (odd) => {
        const read = campaignDraft.safeParse(odd);
        if (!read.success) {
          return;
        }
        const before = await getCampaign(ground.ctx, { id });
        const { version } = await updateCampaign(ground.ctx, {
          ...{ id, version: before.version, draft: read.data },
        });
        const { draft, problems } = await getCampaign(ground.ctx, { id });
        expect(draft).toEqual(read.data);
        await previewCampaign(ground.ctx, { id });
        await duplicateCampaign(ground.ctx, { id });
        await reachCampaign(ground.ctx, { id }).catch(({ code }) => expect(code).toBe("invalid"));
        if (problems.length > 0) {
          await expect(publishCampaign(ground.ctx, { id, version })).rejects.toMatchObject({
            code: "invalid",
          });
        }
      }),
      { numRuns: 25 },
    );
  },
);
