import { expect, it } from "vitest";
import { stopCampaign } from "../../campaigns/verbs/stop-campaign.ts";
import type { Ctx } from "../../context.ts";
import { connectPartner } from "../../integrations/verbs/connect-partner.ts";
import { draw, message, track } from "../../journeys/templates/draw.ts";
import { stopJourney } from "../../journeys/verbs/stop-journey.ts";
import { newId } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { type Definition, definition as definitionSchema } from "../../segments/definition.ts";
import { archiveSegment } from "../../segments/verbs/archive-segment.ts";
import { createSegment } from "../../segments/verbs/create-segment.ts";
import { restoreSegment } from "../../segments/verbs/restore-segment.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { testPartner } from "../../testing/test-partner.ts";
import { createAudience } from "../verbs/create-audience.ts";
import { deleteAudience } from "../verbs/delete-audience.ts";
import { getAudience } from "../verbs/get-audience.ts";

const database = testDatabase();
const partner = testPartner();

async function on<Ground extends { ctx: Ctx }>(made: Ground) {
  const { audience } = await createAudience(made.ctx, {
    name: "Do not contact",
    description: "",
    origin: "eventbridge",
  });
  /** Everybody who is not in an audience: without it, that would be everybody. */
  const outside = (audienceId = audience.id) =>
    definitionSchema.parse({
      match: "all",
      groups: [{ match: "all", conditions: [{ kind: "audience", not: true, audienceId }] }],
    });
  const refused = (use: object) =>
    expect(deleteAudience(made.ctx, { id: audience.id })).rejects.toMatchObject({
      code: "conflict",
      blockers: [use],
    });
  return { ...made, audience, outside, refused };
}

const segment = (name: string, definition: Definition) => {
  const labels: string[] = [];
  return { name, description: "", labels, kind: "live" as const, definition };
};

it("an audience that a segment asks for is not deleted, and one that is gone is asked for by none", async () => {
  const { ctx, audience, outside, refused } = await on(await journeyGround(database.db, partner));
  const made = await createSegment(ctx, segment("May be written to", outside()));
  const use = { kind: "segment", id: made.id, name: "May be written to" };
  await refused(use);
  expect((await getAudience(ctx, { id: audience.id })).usedBy).toEqual([use]);
  await archiveSegment(ctx, { id: made.id });
  await deleteAudience(ctx, { id: audience.id });
  const problem = {
    code: "invalid",
    problems: [
      { path: "definition.groups[0].conditions[0].audienceId", message: "There is no such audience" },
    ],
  };
  await expect(restoreSegment(ctx, { id: made.id })).rejects.toMatchObject(problem);
  await expect(createSegment(ctx, segment("New", outside(newId())))).rejects.toMatchObject(problem);
});

it("nor is one that a planned campaign asks for", async () => {
  const { ctx, audience, outside, refused, ...made } = await on(await campaignGround(database.db, partner));
  const draft = await made.draft({
    who: { audience: { kind: "new", definition: outside() } },
    when: { past: { kind: "later", at: "2026-03-11T09:00" } },
  });
  const { id, name } = await made.publish(draft);
  await refused({ kind: "campaign", id, name });
  await stopCampaign(ctx, { id });
  await deleteAudience(ctx, { id: audience.id });
});

it("nor is one that a journey asks for in which people may be", async () => {
  const { ctx, audience, outside, refused, ...made } = await on(await journeyGround(database.db, partner));
  const { id, name } = await made.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In"), filter: outside() } },
        { id: "out", kind: "force_exit" },
      ],
      [["in", "yes", "out"]],
    ),
  );
  await refused({ kind: "journey", id, name });
  await stopJourney(ctx, { id });
  await deleteAudience(ctx, { id: audience.id });
});

it("nor is one whose token a journey's message to a bus says", async () => {
  const { ctx, audience, refused, ...made } = await on(await journeyGround(database.db, partner));
  const { id: bus } = await connectPartner(ctx, {
    partner: "eventbridge",
    nickname: "Bus",
    values: {
      ...{ accountId: "111122223333", region: "eu-west-1", bus: "default", authentication: "key" },
      ...{ accessKeyId: "AKIATESTTESTTESTTEST", secretAccessKey: "x".repeat(40) },
    },
  });
  const toBus = (token: string): JsonObject => ({
    ...message("eventbridge", {
      keyValues: [
        { key: "storyly_token", value: token },
        { key: "operation", value: "upsert" },
      ],
    }),
    connections: { eventbridge: bus },
  });
  const { id, name } = await made.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "say", kind: "send_eventbridge", settings: toBus(` ${audience.token} `) },
        { id: "other", kind: "send_eventbridge", settings: toBus("tok_of_somebody_else") },
      ],
      [
        ["in", "yes", "say"],
        ["say", "sent", "other"],
      ],
    ),
  );
  await refused({ kind: "journey", id, name });
  expect((await getAudience(ctx, { id: audience.id })).usedBy).toEqual([{ kind: "journey", id, name }]);
  await stopJourney(ctx, { id });
  await deleteAudience(ctx, { id: audience.id });
});
