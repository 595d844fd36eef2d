import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createControlGroup } from "../../control-groups/verbs/create-control-group.ts";
import { newId } from "../../kernel/ids.ts";
import { forgetPerson } from "../../people/verbs/forget-person.ts";
import { workOnForget } from "../../people/verbs/work-on-forget.ts";
import type { Definition } from "../../segments/definition.ts";
import { definitionOfSegment } from "../../segments/definition-of-segment.ts";
import { createSegment } from "../../segments/verbs/create-segment.ts";
import { updateSegment } from "../../segments/verbs/update-segment.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { partnerServer } from "../../testing/partner-server.ts";
import { verdictCounts } from "../campaign-store.ts";
import { archiveCampaign, restoreCampaign } from "../verbs/archive-campaign.ts";
import { checkRecipient } from "../verbs/check-recipient.ts";
import { getCampaign } from "../verbs/get-campaign.ts";
import { getRules } from "../verbs/get-rules.ts";
import { listCampaignRuns } from "../verbs/list-campaign-runs.ts";
import { publishCampaign } from "../verbs/publish-campaign.ts";
import { reachCampaign } from "../verbs/reach-campaign.ts";
import { cancelRun, releaseRun } from "../verbs/release-run.ts";
import { saveRules } from "../verbs/save-rules.ts";
import { updateCampaign } from "../verbs/update-campaign.ts";

const database = testDatabase();
const partner = partnerServer();
beforeAll(() => partner.listen());
afterAll(() => partner.close());
beforeEach(() => partner.reset());

const ownGroup = (percent: number | null) => ({ controlGroups: { system: true, custom: [], percent } });

describe("who does not get a campaign", () => {
  it("is who is in a control group, of the workspace or of the campaign, and nobody else", async () => {
    const ground = await campaignGround(database.db, partner);
    await createControlGroup(ground.ctx, { kind: "system", name: "System", percent: 5 });
    await ground.people(400);
    const draft = await ground.draft({ who: ownGroup(20) });
    const reach = await reachCampaign(ground.ctx, { id: draft.id });
    await ground.publish(draft);
    await ground.work();
    const { counts } = await ground.get(draft.id);
    expect(counts.sent + counts.control).toBe(400);
    expect(counts.control).toBeGreaterThan(50);
    expect(reach).toMatchObject({ qualify: 400, reachable: 400, control: counts.control, gets: counts.sent });
    expect(partner.messages.size).toBe(counts.sent);
    expect(await ground.raised()).toEqual({
      "Control Group": counts.control,
      "Notification Sent": counts.sent,
    });
  });

  it("is whom chance leaves out when only so many may get it", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(130);
    const draft = await ground.draft({ who: { cap: { kind: "only", people: 100 } } });
    await ground.publish(draft);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 100, "held limit_run": 30 });
    expect(partner.messages.size).toBe(100);
  });

  it("is everybody, while the safety limit holds the run, and nobody of them once it is released", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(120);
    const draft = await ground.draft({ who: { cap: { kind: "all", hold: 100 } } });
    expect(await reachCampaign(ground.ctx, { id: draft.id })).toMatchObject({ exceeds: true });
    await ground.publish(draft);
    await ground.work();
    const held = await ground.get(draft.id);
    expect(held).toMatchObject({
      status: "HELD",
      reason: "120 people qualified, more than the safety limit of 100",
      counts: { waiting: 120, sent: 0 },
      may: { release: { allowed: true } },
    });
    expect(partner.messages.size).toBe(0);
    const { items } = await listCampaignRuns(ground.ctx, { id: draft.id, limit: 20 });
    const [run] = items;
    await releaseRun(ground.ctx, { id: draft.id, runId: run?.id ?? "" });
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({ status: "COMPLETED", counts: { sent: 120 } });
    expect([...partner.messages.values()].every(({ copies }) => copies === 1)).toBe(true);
  });

  it("is told the same of those who wait, whether they are few and counted or many", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(200);
    const who = { ...ownGroup(20), cap: { kind: "all", hold: 100 } };
    const draft = await ground.draft({ who });
    await ground.publish(draft);
    await ground.work();
    const { counts, status } = await ground.get(draft.id);
    expect(status).toBe("HELD");
    expect(counts.control).toBeGreaterThan(10);
    expect(counts.waiting + counts.control).toBe(200);
    const { workspaceId } = ground.ctx;
    const told = await verdictCounts(database.db, workspaceId, draft.id, null, 5);
    expect(told).toContainEqual({ status: "waiting", code: "", people: counts.waiting });

    // Whoever is forgotten meanwhile waits no more, and those who have a verdict stay counted.
    const [waits] = await database.db.sql<{ id: string; userId: string }>(
      `select p.id::text, p.user_id as "userId" from campaign_pending q join people p on p.workspace_id = q.workspace_id
         and p.id = q.person_id where q.workspace_id = $1::uuid limit 1`,
      [workspaceId],
    );
    const actor = { kind: "key" as const, id: newId(), name: "Ada", role: "admin" as const };
    const forget = await forgetPerson(
      { ...ground.ctx, actor },
      { id: waits?.id ?? "", confirm: waits?.userId ?? "", connections: [] },
    );
    await workOnForget(
      { ...ground.ctx, actor: { kind: "system", name: "Junction" } },
      { id: forget.id, signal: new AbortController().signal },
    );
    const left = counts.waiting - 1;
    for (const countedUpTo of [5, 10_000]) {
      expect(await verdictCounts(database.db, workspaceId, draft.id, null, countedUpTo)).toContainEqual({
        ...{ status: "waiting", code: "", people: left },
      });
    }
    const { items } = await listCampaignRuns(ground.ctx, { id: draft.id, limit: 20 });
    expect(items[0]?.qualified).toBe(left + counts.control);
  });

  it("is everybody for good when the held run is cancelled", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(101);
    const draft = await ground.draft({ who: { cap: { kind: "all", hold: 100 } } });
    await ground.publish(draft);
    await ground.work();
    const { items } = await listCampaignRuns(ground.ctx, { id: draft.id, limit: 20 });
    await cancelRun(ground.ctx, { id: draft.id, runId: items[0]?.id ?? "" });
    await ground.work();
    // By somebody: it is not told as a failure of the campaign.
    const cancelled = { status: "STOPPED", stoppedBy: expect.any(String), counts: { waiting: 0 } };
    expect(await ground.get(draft.id)).toMatchObject(cancelled);
    expect(await ground.verdicts(draft.id)).toEqual({ "held stopped": 101 });
    expect(partner.messages.size).toBe(0);
  });

  it.each<[string, typeof releaseRun, number]>([
    ["released", releaseRun, 101],
    ["cancelled", cancelRun, 0],
  ])("is nobody of a date that passed while a run was held, once that is %s", async (_name, decide, sent) => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(101);
    const recurrence = {
      ...{ from: "2026-03-11", time: "09:00" },
      ...{ repeat: { every: "days", count: 1 }, ends: { kind: "never" } },
    };
    const draft = await ground.draft({
      who: { cap: { kind: "all", hold: 100 } },
      when: { past: { kind: "recurring", recurrence } },
    });
    await ground.publish(draft);
    ground.clock.advance(21 * 3_600_000);
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({ status: "HELD", runs: 1 });
    // Two further dates pass before somebody looks.
    ground.clock.advance(51 * 3_600_000);
    await ground.work();
    const { items } = await listCampaignRuns(ground.ctx, { id: draft.id, limit: 20 });
    await decide(ground.ctx, { id: draft.id, runId: items[0]?.id ?? "" });
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      ...{ status: "AWAITING_NEXT_RUN", runs: 1, nextRunAt: "2026-03-14T09:00:00.000Z" },
      counts: { sent },
    });
  });

  it.each([
    [{ cap: { kind: "only", people: 99 } }, "who.cap.people"],
    [{ cap: { kind: "all", hold: 99 } }, "who.cap.hold"],
    [{ controlGroups: { system: true, custom: [], percent: 1 } }, "who.controlGroups.percent"],
    [{ controlGroups: { system: true, custom: [], percent: 100 } }, "who.controlGroups.percent"],
    [{ cap: { kind: "per_day", people: 100 } }, "who.cap.kind"],
    [{ audience: null }, "who.audience"],
  ])(
    "a limit that cannot be (%j) is an error at its field, and the campaign is not published",
    async (who, path) => {
      const ground = await campaignGround(database.db, partner);
      const draft = await ground.draft({ who });
      expect(draft.problems).toMatchObject([{ path, section: "who" }]);
      await expect(ground.publish(draft)).rejects.toMatchObject({ code: "invalid", problems: [{ path }] });
      expect(await ground.get(draft.id)).toMatchObject({ status: "DRAFT", number: null });
    },
  );

  it("is who had as many messages as the workspace allows, unless the campaign does not heed that", async () => {
    const ground = await campaignGround(database.db, partner);
    await saveRules(ground.ctx, {
      approval: false,
      limits: { segment: { messages: 1, days: 1, dwellMinutes: null } },
    });
    await ground.people(3);
    const send = async (when = {}) => {
      const draft = await ground.draft({ when });
      await ground.publish(draft);
      await ground.work();
      return ground.verdicts(draft.id);
    };
    expect(await send()).toEqual({ sent: 3 });
    expect(await send()).toEqual({ "held frequency": 3 });
    expect(await send({ ignoreLimits: true })).toEqual({ sent: 3 });
    ground.clock.advance(25 * 3_600_000);
    expect(await send()).toEqual({ sent: 3 });
  });

  it("is told by a check to be who had a journey's message, too, where the workspace allows no more", async () => {
    const ground = await campaignGround(database.db, partner);
    await saveRules(ground.ctx, {
      approval: false,
      limits: { segment: { messages: 1, days: 1, dwellMinutes: null } },
    });
    await ground.people(1);
    const draft = await ground.draft();
    const frequencyNow = async () =>
      (await checkRecipient(ground.ctx, { id: draft.id, person: "u-0" })).now.find(
        ({ check }) => check === "Frequency",
      )?.passes;
    expect(await frequencyNow()).toBe(true);
    await database.db.sql(
      `insert into journey_messages (workspace_id, person_id, journey_id, round, visit, version, node, channel, message_id,
         status, at, decided_at)
       select workspace_id, id, gen_random_uuid(), 1, 1, 1, 'n', 'segment', 'm', 'sent', $2::timestamptz, $2::timestamptz
       from people where workspace_id = $1::uuid returning 1`,
      [ground.workspaceId, ground.clock.now().toISOString()],
    );
    expect(await frequencyNow()).toBe(false);
    await ground.publish(draft);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ "held frequency": 1 });
  });

  it.each(["discard", "delay"])(
    "is told all that a check finds, also Do Not Disturb hours to %s in behind a limit",
    async (mode) => {
      const ground = await campaignGround(database.db, partner);
      await ground.people(1);
      const quiet = { mode, hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "13:00", to: "20:00" }] };
      const draft = await ground.draft({
        ...{ qualification: "external", channel: "webhook", who: { audience: null } },
        content: { url: "https://shop.example/" },
        when: { quiet, frequency: { kind: "times", times: 1 }, end: { kind: "at", at: "2026-03-10T14:00" } },
      });
      await ground.publish(draft);
      await database.db.sql(
        `insert into campaign_deliveries (workspace_id, run_id, person_id, occasion, campaign_id, channel, status, code, at, decided_at)
       select r.workspace_id, r.id, p.id, 1, r.campaign_id, 'webhook', 'sent', '', $2::timestamptz, $2::timestamptz
       from campaign_runs r join people p on p.workspace_id = r.workspace_id where r.workspace_id = $1::uuid returning 1`,
        [ground.workspaceId, ground.clock.now().toISOString()],
      );
      const against = async () =>
        (await checkRecipient(ground.ctx, { id: draft.id, person: "u-0" })).now.flatMap(
          ({ check, passes }) =>
            passes === false && ["Frequency", "Do Not Disturb"].includes(check) ? check : [],
        );
      expect(await against()).toEqual(["Frequency"]);
      ground.clock.advance(90 * 60_000);
      expect(await against()).toEqual(["Frequency", "Do Not Disturb"]);
      ground.clock.advance(60 * 60_000);
      expect(await against()).toEqual(["Frequency", "Do Not Disturb"]);
    },
  );

  it("is who lacks a value that the message needs where the author skips such people, and it is a failure where not", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(2, { plan: "gold", city: "Pune" });
    await ground.people(1, { plan: "gold" }, "nowhere");
    const content = { keyValues: [{ key: "city", value: "{{ Profile.city }}" }] };
    const outcomes: Record<string, object> = {};
    for (const missing of ["skip", "fail", "default"]) {
      const made = await ground.draft({ content });
      const { draft } = made;
      const what = { ...draft.what, missing };
      await ground.publish(
        await updateCampaign(ground.ctx, { id: made.id, version: made.version, draft: { ...draft, what } }),
      );
      await ground.work();
      outcomes[missing] = await ground.verdicts(made.id);
    }
    expect(outcomes).toEqual({
      skip: { "held missing_value": 1, sent: 2 },
      fail: { "failed No Liquid Replacement found": 1, sent: 2 },
      default: { sent: 3 },
    });
  });

  it("is who has nothing that the channel could reach them by, and that is told before control groups", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.people(2);
    await database.db.sql(
      `insert into people (workspace_id, id, email, properties, first_seen, last_seen)
       values ($1::uuid, gen_random_uuid(), 'only@example.com', '{"plan": "gold"}', now(), now()) returning 1`,
      [ground.workspaceId],
    );
    const draft = await ground.draft({ who: ownGroup(99) });
    await ground.publish(draft);
    await ground.work();
    const verdicts = await ground.verdicts(draft.id);
    expect(verdicts["held not_reachable"]).toBe(1);
  });
});

describe("approval", () => {
  it("is another member's to give, and an edit takes the question back", async () => {
    const ground = await campaignGround(database.db, partner);
    await saveRules(ground.ctx, { approval: true, limits: {} });
    await ground.people(1);
    const draft = await ground.draft();
    const asked = await ground.publish(draft);
    expect(asked).toMatchObject({ status: "APPROVAL_PENDING", requestedBy: "Test", number: null });
    const { approveCampaign, rejectCampaign } = await import("../verbs/decide-approval.ts");
    const given = { id: asked.id, version: asked.version };
    await expect(approveCampaign(ground.ctx, given)).rejects.toMatchObject({ code: "forbidden" });
    const edited = await updateCampaign(ground.ctx, {
      ...given,
      draft: {
        ...asked.draft,
        goal: null,
        qualification: "past",
        when: { ...asked.draft.when, throttle: 100 },
      },
    });
    expect(edited.status).toBe("DRAFT");
    const again = await ground.publish(edited);
    const actor = { ...ground.ctx.actor, id: "0190a8f3-5b1c-7d2a-9c40-2f6c1f0e7a11", name: "Ben" };
    const other = { ...ground.ctx, actor: actor as typeof ground.ctx.actor };
    expect(
      await rejectCampaign(other, { id: again.id, version: again.version, reason: "Too many" }),
    ).toMatchObject({ status: "REJECTED", reason: "Too many", rejectedBy: "Ben" });
    // Whoever mends it reads the reason until they ask again.
    const refused = await ground.get(draft.id);
    const mended = await updateCampaign(ground.ctx, {
      ...{ id: refused.id, version: refused.version },
      draft: { ...refused.draft, when: { ...refused.draft.when, throttle: 200 } },
    });
    expect(mended).toMatchObject({ status: "REJECTED", reason: "Too many", rejectedBy: "Ben" });
    const third = await ground.publish(mended);
    expect(third).toMatchObject({ status: "APPROVAL_PENDING", reason: null, rejectedBy: null });
    await approveCampaign(other, { id: third.id, version: third.version });
    await ground.work();
    expect(await ground.get(draft.id)).toMatchObject({
      status: "COMPLETED",
      publishedBy: "Ben",
      counts: { sent: 1 },
    });
  });

  it("is not waited for once the workspace demands none: whoever asked publishes what waits", async () => {
    const ground = await campaignGround(database.db, partner);
    await saveRules(ground.ctx, { approval: true, limits: {} });
    await ground.people(1);
    const asked = await ground.publish(await ground.draft());
    const given = { id: asked.id, version: asked.version };
    expect(asked.may.publish).toEqual({
      allowed: false,
      reason: "It waits for another member to approve it.",
    });
    await expect(publishCampaign(ground.ctx, given)).rejects.toMatchObject({ code: "precondition" });
    await saveRules(ground.ctx, { approval: false, limits: {} });
    const now = await ground.get(asked.id);
    expect(now).toMatchObject({ status: "APPROVAL_PENDING", approval: false });
    expect(now.may.publish).toEqual({ allowed: true });
    expect(await publishCampaign(ground.ctx, given)).toMatchObject({ status: "SCHEDULED" });
    await ground.work();
    expect(await ground.get(asked.id)).toMatchObject({ status: "COMPLETED", counts: { sent: 1 } });
  });

  it("is not given to one that is archived, which would send and stand in no list, before it is put back", async () => {
    const ground = await campaignGround(database.db, partner);
    await saveRules(ground.ctx, { approval: true, limits: {} });
    await ground.people(1);
    const { id, version } = await ground.publish(await ground.draft());
    await archiveCampaign(ground.ctx, { id });
    const { approveCampaign } = await import("../verbs/decide-approval.ts");
    const actor = { ...ground.ctx.actor, id: "0190a8f3-5b1c-7d2a-9c40-2f6c1f0e7a11", name: "Ben" };
    const other = { ...ground.ctx, actor: actor as typeof ground.ctx.actor };
    const reason = "It is archived. Put it back first.";
    await expect(approveCampaign(other, { id, version })).rejects.toMatchObject({
      code: "precondition",
      message: reason,
    });
    const refused = { allowed: false, reason };
    expect((await getCampaign(other, { id })).may).toMatchObject({
      approve: refused,
      publish: refused,
      edit: refused,
    });
    await restoreCampaign(ground.ctx, { id });
    expect(await approveCampaign(other, { id, version })).toMatchObject({ status: "SCHEDULED" });
  });

  it("is given knowing that a segment of the campaign's, or one that it asks for, means others since it was asked for", async () => {
    const ground = await campaignGround(database.db, partner);
    await saveRules(ground.ctx, { approval: true, limits: {} });
    const plan = (value: string): Definition => ({
      match: "all",
      groups: [
        {
          match: "all",
          conditions: [
            { kind: "property", not: false, path: ["plan"], test: { type: "text", op: "equals", value } },
          ],
        },
      ],
    });
    const segment = (name: string, definition: Definition) =>
      createSegment(ground.ctx, { name, description: "", labels: [], kind: "past", definition });
    const inner = await segment("Gold", plan("gold"));
    const outer = await segment("Best", definitionOfSegment(inner.id));
    const other = await segment("Silver", plan("silver"));
    const draft = await ground.draft({ who: { audience: { kind: "saved", segmentId: outer.id } } });
    ground.clock.advance(1_000);
    await updateSegment(ground.ctx, { id: inner.id, definition: plan("golden") });
    ground.clock.advance(1_000);
    const { id } = await ground.publish(draft);
    expect((await ground.get(id)).changedSegments).toEqual([]);
    ground.clock.advance(1_000);
    await updateSegment(ground.ctx, { id: outer.id, name: "The best" });
    await updateSegment(ground.ctx, { id: other.id, definition: plan("tin") });
    expect((await ground.get(id)).changedSegments).toEqual([]);
    const at = ground.clock.now().toISOString();
    await updateSegment(ground.ctx, { id: inner.id, definition: plan("any") });
    expect((await ground.get(id)).changedSegments).toEqual([{ id: inner.id, name: "Gold", by: "Test", at }]);
  });

  it("could be given by so many members as the rules say: those who only look do not count", async () => {
    const ground = await campaignGround(database.db, partner);
    const join = async (role: string) => {
      const userId = newId();
      const user = { id: userId, email: `${userId}@example.com`, name: role };
      await database.db.prisma.user.create({ data: user });
      await database.db.prisma.membership.create({ data: { workspaceId: ground.workspaceId, userId, role } });
    };
    const { approvers } = await getRules(ground.ctx);
    for (const role of ["admin", "marketer", "viewer"]) {
      await join(role);
    }
    expect(await getRules(ground.ctx)).toEqual({ approval: false, limits: {}, approvers: approvers + 2 });
    const saved = await saveRules(ground.ctx, { approval: true, limits: {} });
    expect(saved).toEqual({ approval: true, limits: {}, approvers: approvers + 2 });
  });
});
