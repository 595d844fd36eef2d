import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../kernel/json.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { did, sentTo, testPartner } from "../../testing/test-partner.ts";
import { pendingPage } from "../engine/pending-store.ts";
import { unsubscribedSql } from "../engine/unsubscribed.ts";
import { checkRecipient } from "../verbs/check-recipient.ts";
import { listPersonMessages } from "../verbs/list-person-messages.ts";
import { listRecipients } from "../verbs/list-recipients.ts";
import { reportCampaign } from "../verbs/report-campaign.ts";
import { saveRules } from "../verbs/save-rules.ts";

const database = testDatabase();
const partner = testPartner();

const named = (name: string) => ({ events: [{ type: "track", name }], where: [] });
const visited = (anonymousId: string, event: string, properties: JsonObject = {}) => ({
  ...{ type: "track", anonymousId, event, properties },
});
const signedIn = (userId: string, anonymousId: string) => ({ type: "identify", userId, anonymousId });
const leftCart = {
  ...{ kind: "inaction", did: named("Added To Cart"), didNot: named("Charged") },
  ...{ within: { count: 10, unit: "minutes" }, same: null },
};
const charged = { trigger: { kind: "action", did: named("Charged") } };
const idOf = async (workspaceId: string, userId: string) => {
  const [row] = await database.db.sql<{ id: string }>(
    "select person_id::text as id from identifiers where workspace_id = $1::uuid and kind = 'user_id' and value = $2",
    [workspaceId, userId],
  );
  return row?.id ?? "";
};

describe("a live campaign of people whose profiles merge", () => {
  it("sends no reminder to a visitor who signed in and bought, not by what they left as a visitor either", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch(signedIn("ada", "ada-phone"), signedIn("ben", "ben-phone"));
    const draft = await ground.draft({ qualification: "live", who: { trigger: leftCart } });
    await ground.publish(draft);
    await ground.batch(visited("new-1", "Added To Cart"), visited("new-2", "Added To Cart"));
    await ground.followed();
    await ground.batch(signedIn("ada", "new-1"), signedIn("ben", "new-2"));
    ground.clock.advance(60_000);
    await ground.batch(did("ada", "Charged"), did("ben", "Added To Cart"));
    await ground.followed();
    ground.clock.advance(20 * 60_000);
    await ground.work();
    // The first time counts while they wait, whichever profile it was.
    expect(sentTo(partner)).toEqual(["ben"]);
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 1, "held did_it": 1 });
    const check = await checkRecipient(ground.ctx, { id: draft.id, person: "ada" });
    expect(check.answer).toBe("This person did not get it: User not qualified.");
  });

  it("sends no reminder to who bought in time as a visitor and signed in only then, before it is due", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch(
      signedIn("ada", "ada-phone"),
      signedIn("ben", "ben-phone"),
      signedIn("cleo", "cleo-phone"),
    );
    const trigger = { ...leftCart, same: { path: ["product"] } };
    const draft = await ground.draft({ qualification: "live", who: { trigger } });
    await ground.publish(draft);
    const bought = (anonymousId: string, product: string) => visited(anonymousId, "Charged", { product });
    // Before the cart, as all of cleo's: that takes nothing back.
    await ground.batch(bought("new-3", "hat"));
    ground.clock.advance(60_000);
    for (const userId of ["ada", "ben", "cleo"]) {
      await ground.batch(did(userId, "Added To Cart", { product: "hat" }));
    }
    // Dan's is the other way round: the visitor's cart, and the purchase of the account.
    await ground.batch(visited("new-4", "Added To Cart", { product: "hat" }));
    await ground.followed();
    ground.clock.advance(5 * 60_000);
    await ground.batch(
      bought("new-1", "hat"),
      bought("new-2", "shoe"),
      did("dan", "Charged", { product: "hat" }),
    );
    await ground.followed();
    ground.clock.advance(60_000);
    await ground.batch(
      ...[1, 2, 3, 4].map((each) => signedIn(["ada", "ben", "cleo", "dan"][each - 1] ?? "", `new-${each}`)),
    );
    await ground.followed();
    ground.clock.advance(20 * 60_000);
    await ground.work();
    expect(sentTo(partner).toSorted()).toEqual(["ben", "cleo"]);
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 2, "held did_it": 2 });
  });

  it("with a constant property takes back what was left of the same thing as somebody else", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch(signedIn("ada", "ada-phone"));
    const trigger = { ...leftCart, same: { path: ["product"] } };
    const draft = await ground.draft({ qualification: "live", who: { trigger } });
    await ground.publish(draft);
    await ground.batch(
      visited("new-1", "Added To Cart", { product: "hat" }),
      visited("new-1", "Added To Cart", { product: "shoe" }),
    );
    await ground.followed();
    await ground.batch(signedIn("ada", "new-1"), did("ada", "Charged", { product: "hat" }));
    await ground.followed();
    ground.clock.advance(20 * 60_000);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 1, "held did_it": 1 });
  });

  it("counts the goal of somebody who got the message as a visitor, and shows it with who they are", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch(signedIn("ada", "ada-phone"));
    const goal = { ...named("Charged"), within: { count: 1, unit: "hours" } };
    const trigger = { kind: "action", did: named("Added To Cart") };
    const draft = await ground.draft({ qualification: "live", who: { trigger }, goal });
    await ground.publish(draft);
    await ground.batch(visited("new-1", "Added To Cart"));
    await ground.followed();
    await ground.work();
    // An id that merged twice is still theirs.
    await ground.batch(
      { type: "identify", anonymousId: "new-1", traits: { email: "ada@example.com" } },
      { type: "identify", userId: "ada", traits: { email: "ada@example.com" } },
    );
    ground.clock.advance(60_000);
    await ground.batch(did("ada", "Charged"));
    await ground.followed();
    const report = await reportCampaign(ground.ctx, { id: draft.id });
    expect(report.goal?.sent.converted).toBe(1);
    const asked = { id: draft.id, search: "ada", limit: 10 };
    const { items } = await listRecipients(ground.ctx, asked);
    expect(items).toMatchObject([{ userId: "ada", email: "ada@example.com", status: "sent" }]);
    const id = await idOf(ground.workspaceId, "ada");
    expect((await listPersonMessages(ground.ctx, { id, limit: 10 })).items).toMatchObject([
      { status: "sent" },
    ]);
  });

  it("counts the goal of somebody who reached it as a visitor and signed in after it, once", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch(signedIn("ada", "ada-phone"), signedIn("ben", "ben-phone"));
    const goal = { ...named("Charged"), within: { count: 1, unit: "hours" }, revenue: ["amount"] };
    const trigger = { kind: "action", did: named("Added To Cart") };
    const draft = await ground.draft({ qualification: "live", who: { trigger }, goal });
    await ground.publish(draft);
    await ground.batch(did("ada", "Added To Cart"), did("ben", "Added To Cart"));
    await ground.followed();
    await ground.work();
    ground.clock.advance(60_000);
    await ground.batch(visited("new-1", "Charged", { amount: 9.5 }), did("ben", "Charged", { amount: 3 }));
    await ground.followed();
    const sent = async () => (await reportCampaign(ground.ctx, { id: draft.id })).goal?.sent;
    const converted = async () => (await sent())?.converted;
    expect(await converted()).toBe(1);

    // Of whom it is found out, and who has been credited with it already.
    await ground.batch(signedIn("ada", "new-1"), visited("new-2", "Added To Cart"));
    await ground.followed();
    await ground.work();
    expect(await converted()).toBe(2);
    await ground.batch(signedIn("ben", "new-2"));
    await ground.followed();
    expect(await converted()).toBe(2);
    ground.clock.advance(2 * 3_600_000);
    await ground.batch(visited("new-3", "Charged"));
    await ground.followed();
    await ground.batch(signedIn("ada", "new-3"));
    await ground.followed();
    expect(await sent()).toMatchObject({ converted: 2, revenue: 12.5 });
  });

  it("heeds its frequency, and that of all campaigns, by what every profile of a person got", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch(signedIn("ada", "ada-phone"));
    const once = await ground.draft({
      ...{ qualification: "live", who: charged },
      when: { frequency: { kind: "times", times: 1 }, ignoreLimits: true },
    });
    await ground.publish(once);
    await ground.batch(visited("new-1", "Charged"));
    await ground.followed();
    await ground.work();
    await ground.batch(signedIn("ada", "new-1"), did("ada", "Charged"));
    await ground.followed();
    await ground.work();
    expect(await ground.verdicts(once.id)).toEqual({ sent: 1, "held frequency": 1 });
    const check = await checkRecipient(ground.ctx, { id: once.id, person: "ada" });
    expect(check.now.find(({ check: name }) => name === "Frequency")?.passes).toBe(false);
    await saveRules(ground.ctx, {
      approval: false,
      limits: { segment: { messages: 1, days: 1, dwellMinutes: null } },
    });
    const other = await ground.draft({ qualification: "live", who: charged });
    await ground.publish(other);
    await ground.batch(did("ada", "Charged"));
    await ground.followed();
    await ground.work();
    expect(await ground.verdicts(other.id)).toEqual({ "held frequency": 1 });
  });

  it("heeds that somebody unsubscribed, as whoever they are found to be", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch({ type: "identify", userId: "ada", traits: { "MSG-email": false } });
    const draft = await ground.draft({
      ...{ qualification: "live", who: charged },
      when: { delay: { count: 10, unit: "minutes" } },
    });
    await ground.publish(draft);
    await ground.batch(visited("new-1", "Charged"));
    await ground.followed();
    await ground.batch(signedIn("ada", "new-1"));
    const [run] = await database.db.sql<{ id: string }>(
      "select id::text as id from campaign_runs where workspace_id = $1::uuid",
      [ground.workspaceId],
    );
    const of = {
      ...{ workspaceId: ground.workspaceId, runId: run?.id ?? "", campaignId: draft.id, channel: "email" },
      ...{ unsubscribed: unsubscribedSql("email"), zone: true, event: true, payload: false, own: true },
      ownByRun: false,
      allSince: ground.clock.now(),
      nowSince: null,
    };
    const now = new Date(ground.clock.now().getTime() + 3_600_000);
    const page = await pendingPage(database.db, of, { now, after: null, limit: 10 });
    expect(page).toMatchObject([{ user_id: "ada", unsubscribed: true, doubled: false }]);
  });
});

describe("a run of people whose profiles merge while it sends", () => {
  const quiet = {
    hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "12:00", to: "13:00" }],
    mode: "delay",
  };

  it("sends one message to several profiles of one person", async () => {
    const ground = await campaignGround(database.db, partner);
    const gold = { plan: "gold" };
    await ground.batch(
      { type: "identify", userId: "ada", traits: gold },
      ...["v-1", "v-2", "v-3", "v-4"].map((anonymousId) => ({ type: "identify", anonymousId, traits: gold })),
      { type: "identify", userId: "ben", traits: {} },
    );
    const draft = await ground.draft({ when: { quiet } });
    await ground.publish(draft);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({});
    await ground.batch(signedIn("ada", "v-1"), signedIn("ben", "v-2"), signedIn("ben", "v-3"));
    ground.clock.advance(3_600_000);
    await ground.work();
    expect(sentTo(partner)).toEqual(["ada", "ben", undefined].sort());
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 3, "held duplicate": 2 });
  });

  it("sends nothing more to whom another of their profiles was sent to before", async () => {
    const ground = await campaignGround(database.db, partner);
    await ground.batch(
      { type: "identify", userId: "ada", traits: { plan: "gold", timezone: "Asia/Tokyo" } },
      { type: "identify", anonymousId: "v-1", traits: { plan: "gold", timezone: "UTC" } },
    );
    // At noon it is night in Tokyo: ada waits, the visitor does not.
    const night = { ...quiet, hours: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: "20:00", to: "22:00" }] };
    const draft = await ground.draft({ when: { quiet: night } });
    await ground.publish(draft);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 1 });
    await ground.batch(signedIn("ada", "v-1"));
    ground.clock.advance(2 * 3_600_000);
    await ground.work();
    expect(await ground.verdicts(draft.id)).toEqual({ sent: 1, "held duplicate": 1 });
  });
});
