import { describe, expect, it } from "vitest";
import { engineTimes } from "../../delivery/times.ts";
import { definition as definitionSchema } from "../../segments/definition.ts";
import { updateSegment } from "../../segments/verbs/update-segment.ts";
import { campaignGround, goldOnly } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { did, testPartner } from "../../testing/test-partner.ts";
import { describeTrigger } from "../verbs/describe-trigger.ts";
import { listCampaignHistory } from "../verbs/list-campaign-history.ts";
import { reportCampaign } from "../verbs/report-campaign.ts";

const database = testDatabase();
const partner = testPartner();

describe("a campaign of past behaviour to Segment", () => {
  it("reaches everybody who is meant once, with what the author chose, and raises what it did", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(25, { plan: "gold", name: "Asha" });
    await ground.people(5, { plan: "free" }, "free");
    const draft = await ground.draft({
      name: "Spring sale",
      content: {
        event: "Spring Sale",
        attributes: { which: "chosen", names: ["plan"] },
        keyValues: [{ key: "greeting", value: "Hi {{ Profile.name }}, {{ Campaign.campaignId }}" }],
      },
    });
    expect(draft.problems).toEqual([]);
    const published = await ground.publish(draft);
    expect(published.number).toMatch(/^\d{10}$/);
    await ground.work();
    expect(partner.messages.size).toBe(25);
    const { message, copies } = [...partner.messages.values()][0] ?? {};
    expect(copies).toBe(1);
    expect(message).toMatchObject({
      type: "track",
      event: "Spring Sale",
      userId: expect.stringMatching(/^u-\d+$/),
      properties: {
        "Campaign id": published.number,
        "Campaign name": "Spring sale",
        greeting: `Hi Asha, ${published.number}`,
      },
      context: { traits: { plan: "gold" } },
    });
    const done = await ground.get(draft.id);
    expect(done).toMatchObject({
      status: "COMPLETED",
      counts: { qualified: 25, sent: 25, failed: 0, waiting: 0 },
    });
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 25 });
    expect(await ground.raised()).toEqual({ "Notification Sent": 25 });
    const report = await reportCampaign(ground.ctx, { id: draft.id });
    expect(report.verdicts).toMatchObject([{ status: "sent", people: 25 }]);
    expect(report.overTime).toMatchObject([{ sent: 25 }]);
  });

  it("ends as stopped, with the reason, when its only run cannot be sent", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(3);
    const draft = await ground.draft();
    await ground.publish(draft);
    await database.db.prisma.connection.updateMany({
      where: { workspaceId: ground.workspaceId },
      data: { status: "disconnected", secrets: {} },
    });
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      status: "STOPPED",
      reason: "The account that carries this campaign is no longer connected",
      endedAt: ground.clock.now().toISOString(),
    });
  });

  it("waits while its account is not let in, says so, and goes on for those who are left once that is mended", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(30);
    const draft = await ground.draft();
    await ground.publish(draft);
    partner.misbehave = () => ({ status: 401 });
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      status: "RUNNING",
      waiting: expect.stringMatching(/^Segment answers 401.* since 12:00, next try 12:01$/),
      counts: { qualified: 30, waiting: 30 },
    });
    const account = () =>
      database.db.prisma.connection.findFirstOrThrow({
        where: { workspaceId: ground.workspaceId },
      });
    expect(await account()).toMatchObject({ status: "attention" });
    partner.misbehave = () => undefined;
    ground.clock.advance(60_000);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      status: "COMPLETED",
      waiting: null,
      counts: { sent: 30, held: 0 },
    });
  });

  it("of calls or events says no longer that it waits for its partner once a message was taken", async () => {
    const ground = await campaignGround(database.db, partner);
    const charged = { events: [{ type: "track", name: "Charged" }], where: [] };
    const who = { trigger: { kind: "action", did: charged } };
    const draft = await ground.draft({ qualification: "live", who });
    await ground.publish(draft);
    for (const status of [401, 503]) {
      partner.misbehave = () => ({ status });
      await ground.batch(did("ada", "Charged", { status }));
      await ground.followed();
      await ground.work({ times: { ...engineTimes, parkMs: 0 } });
      expect((await ground.get(draft.id)).waiting).toContain(`${status}`);
      partner.misbehave = () => undefined;
      ground.clock.advance(60_000);
      await ground.work();
      expect(await ground.get(draft.id)).toMatchObject({ status: "RUNNING", waiting: null });
    }
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 2 });
  });

  it("ends with a verdict for everybody when its account was not let in for a day", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(3);
    const draft = await ground.draft();
    await ground.publish(draft);
    partner.misbehave = () => ({ status: 401 });
    await ground.work();
    ground.clock.advance(86_400_000);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({ status: "RUNNING", counts: { waiting: 3 } });
    ground.clock.advance(60_000);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      status: "STOPPED",
      reason: expect.stringContaining("401"),
      stoppedBy: null,
    });
    expect(await ground.verdicts(draft.id)).toEqual({ "held stopped": 3 });
  });

  it("waits, and says why, while a segment that it asks of cannot be asked, and goes on once that is mended", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(2);
    const asking = (segmentId: string) => ({
      groups: [{ conditions: [{ kind: "segment", segmentId }] }],
    });
    // As deep as segments may ask for segments; then the innermost is changed to ask for one more.
    const more = await ground.make("past", goldOnly);
    const innermost = await ground.make("past", goldOnly);
    let outermost = innermost.id;
    for (let depth = 2; depth <= 5; depth += 1) {
      outermost = (await ground.make("past", asking(outermost))).id;
    }
    const audience = { kind: "new", definition: asking(outermost) };
    const draft = await ground.draft({
      who: { audience },
      when: { past: { kind: "later", at: "2026-03-10T13:00", also: [] } },
    });
    expect(draft.problems).toEqual([]);
    await ground.publish(draft);
    const change = (definition: unknown) =>
      updateSegment(ground.ctx, { id: innermost.id, definition: definitionSchema.parse(definition) });
    await change(asking(more.id));
    ground.clock.advance(3_600_000);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      status: "RUNNING",
      waiting:
        "It cannot go on: Segments ask for segments more than 5 times over. It is tried again every minute",
    });
    await change(goldOnly);
    ground.clock.advance(60_000);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      status: "COMPLETED",
      waiting: null,
      counts: { sent: 2 },
    });
  });
});

it("nobody of another workspace sees a campaign's history, or how calls fire it", async () => {
  const [ours, theirs] = [
    await campaignGround(database.db, partner),
    await campaignGround(database.db, partner),
  ];
  const draft = await ours.draft({ channel: "webhook", qualification: "external" });
  await expect(describeTrigger(theirs.ctx, { id: draft.id })).rejects.toMatchObject({ code: "not_found" });
  await expect(listCampaignHistory(theirs.ctx, { id: draft.id, limit: 20 })).rejects.toMatchObject({
    code: "not_found",
  });
  expect((await listCampaignHistory(ours.ctx, { id: draft.id, limit: 20 })).items).toHaveLength(1);
});
