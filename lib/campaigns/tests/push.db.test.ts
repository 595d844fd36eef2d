import { afterAll, beforeAll, expect, it } from "vitest";
import { tokenHash } from "../../access/secret-box.ts";
import { connectPartner } from "../../integrations/verbs/connect-partner.ts";
import { generateValues } from "../../integrations/verbs/generate-values.ts";
import { tokensOf } from "../../people/tokens.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { sandboxSubscription } from "../../sandbox/vapid/subscription.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { testServiceAccount } from "../../testing/service-account.ts";
import { did } from "../../testing/test-partner.ts";
import { checkRecipient } from "../verbs/check-recipient.ts";
import { previewCampaign } from "../verbs/preview-campaign.ts";
import { reachCampaign } from "../verbs/reach-campaign.ts";
import { testCampaign } from "../verbs/test-campaign.ts";
import { updateCampaign } from "../verbs/update-campaign.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

/** A workspace with an account of each kind, and people u-0 to u-5 whose devices are as the test says. */
async function ground(devices: Record<string, { kind: string; token: string; keys?: object }[]>) {
  const made = await campaignGround(database.db, { url: sandbox.hostOf("segment") });
  const { ctx, workspaceId } = made;
  Object.assign(ctx.hosts, {
    JUNCTION_HOST_FCM: sandbox.hostOf("fcm"),
    JUNCTION_HOST_GOOGLE_OAUTH: `${sandbox.hostOf("fcm")}/oauth`,
  });
  Object.assign(made.system.hosts, ctx.hosts);
  const fcm = await connectPartner(ctx, {
    partner: "fcm",
    nickname: "App",
    values: { serviceAccount: testServiceAccount(`p${workspaceId.slice(-12)}`) },
  });
  const { values } = await generateValues(ctx, { partner: "vapid" });
  const vapid = await connectPartner(ctx, {
    partner: "vapid",
    nickname: "Site",
    values: { ...values, subject: "mailto:push@shop.example" },
  });
  await made.people(6);
  const people = await database.db.prisma.person.findMany({ where: { workspaceId } });
  const idOf = (userId: string) => people.find((person) => person.userId === userId)?.id ?? "";
  const rows = Object.entries(devices).flatMap(([userId, tokens]) =>
    tokens.map((token) => ({ ...token, personId: idOf(userId) })),
  );
  await database.db.prisma.deviceToken.createMany({
    data: rows.map(({ kind, token, keys, personId }) => ({
      ...{ workspaceId, kind, token, personId, hash: tokenHash(token) },
      ...(keys && { keys }),
      ...{ createdAt: new Date("2026-03-01"), seenAt: new Date("2026-03-01") },
    })),
  });
  const accounts = { fcm: fcm.id, vapid: vapid.id };
  const draftWith = (platforms: string[], connections: Record<string, string>) =>
    made.draft({
      channel: "push",
      content: { platforms, title: "Hi {{ Profile.Identity }}", body: "Sale" },
      what: { connections },
    });
  return { ...made, accounts, draftWith, idOf };
}

const android = (token: string) => ({ kind: "fcm", token });
const browser = (name: string) => {
  const { endpoint, keys } = sandboxSubscription(sandbox.hostOf("vapid"), name);
  return { kind: "web", token: endpoint, keys };
};

it("a campaign by push reaches each person once on all their devices, and retires those that are gone", async () => {
  const world = await ground({
    "u-0": [android("a-0"), browser("b-0")],
    "u-1": [android("unregistered-1")],
    "u-2": [{ kind: "apns", token: "an-iphone" }],
    "u-3": [android("unregistered-3"), browser("b-3")],
    "u-5": [browser("gone-5")],
  });
  const { ctx, workspaceId, idOf } = world;
  const draft = await world.draftWith(["android", "web"], world.accounts);
  expect(draft.problems).toEqual([]);
  expect(await reachCampaign(ctx, { id: draft.id })).toMatchObject({ qualify: 6, reachable: 4, way: "push" });
  const preview = await previewCampaign(ctx, { id: draft.id, person: "u-0" });
  expect(preview).toMatchObject({ skipped: null, message: { title: "Hi u-0" } });
  const { id } = await world.publish(draft);
  const reachableNow = async (person: string) =>
    (await checkRecipient(ctx, { id, person })).now.find(({ check }) => check === "Reachable");
  expect(await reachableNow("u-0")).toMatchObject({ passes: true });
  expect(await reachableNow("u-2")).toMatchObject({ passes: false });
  await world.work();
  expect(await world.verdicts(id)).toEqual({ sent: 2, "failed refused": 2, "held not_reachable": 2 });
  expect(await world.raised()).toMatchObject({ "Notification Sent": 2 });
  const people = Array.from({ length: 6 }, (_, n) => idOf(`u-${n}`));
  const left = await tokensOf(database.db, workspaceId, people);
  expect(people.map((person) => (left.get(person) ?? []).map(({ kind }) => kind))).toEqual([
    ["fcm", "web"],
    [],
    ["apns"],
    ["web"],
    [],
    [],
  ]);
  const rows = await database.db.prisma.deviceToken.findMany({
    where: { workspaceId, retiredAt: { not: null } },
    orderBy: { token: "asc" },
  });
  expect(rows.map(({ retiredReason }) => retiredReason)).toEqual([
    expect.stringContaining("answers 410"),
    expect.stringContaining("404 UNREGISTERED"),
    expect.stringContaining("404 UNREGISTERED"),
  ]);
});

it("a message to apps and browsers needs both accounts, and one to apps alone Firebase's", async () => {
  const { accounts, draftWith } = await ground({});
  const problemsOf = async (platforms: string[], connections: Record<string, string>) => {
    const { problems } = await draftWith(platforms, connections);
    return problems.map(({ path }) => path);
  };
  expect(await problemsOf(["android", "web"], accounts)).toEqual([]);
  expect(await problemsOf(["ios", "web"], { fcm: accounts.fcm })).toEqual(["what.connections.vapid"]);
  expect(await problemsOf(["ios"], { fcm: accounts.fcm })).toEqual([]);
  expect(await problemsOf(["web"], { fcm: accounts.fcm })).toEqual(["what.connections.vapid"]);
});

it("a test of a message reaches the devices of the person who is named, and says who has none", async () => {
  const { ctx, accounts, draftWith } = await ground({
    "u-0": [android("a-0")],
    "u-1": [android("unregistered-1")],
  });
  const draft = await draftWith(["android"], { fcm: accounts.fcm });
  const { results } = await testCampaign(ctx, { id: draft.id, people: ["u-0", "u-1", "u-4"] });
  expect(results).toMatchObject([
    { person: "u-0", ok: true },
    { person: "u-1", ok: false, code: "fcm_unregistered" },
    { person: "u-4", ok: false, code: "no_token" },
  ]);
});

it("devices of another Firebase project stop a run that nothing has come of, and no other", async () => {
  const devices = Object.fromEntries(
    Array.from({ length: 6 }, (_, n) => [
      `u-${n}`,
      Array.from({ length: n === 5 ? 1 : 5 }, (__, d) =>
        android(n === 5 ? "a-5" : `other-project-${n}-${d}`),
      ),
    ]),
  );
  const world = await ground(devices);
  const only = async (users: string[]) => {
    const people = users.map((user) => ({ type: "identify", userId: user, traits: { turn: users.join() } }));
    await world.batch(...people);
    const draft = await world.draftWith(["android"], { fcm: world.accounts.fcm });
    const condition = {
      ...{ kind: "property", path: ["turn"] },
      test: { type: "text", op: "equals", value: users.join() },
    };
    const definition = { groups: [{ conditions: [condition] }] };
    const who = { ...draft.draft.who, audience: { kind: "new", definition } };
    const { version } = draft;
    return updateCampaign(world.ctx, { id: draft.id, version, draft: { ...draft.draft, who } });
  };
  const wrong = await only(["u-0", "u-1", "u-2", "u-3"]);
  await world.publish(wrong);
  await world.work();
  expect(await world.get(wrong.id)).toMatchObject({
    status: "STOPPED",
    reason: expect.stringMatching(/another Firebase project/),
  });
  const right = await only(["u-4"]);
  await world.publish(right);
  await world.work();
  expect(await world.verdicts(right.id)).toEqual({ "failed refused": 1 });
  expect(await world.get(right.id)).toMatchObject({ status: "COMPLETED" });
});

it("devices of another Firebase project that come first in a later turn of a live campaign stop nothing", async () => {
  const foreign = Array.from({ length: 25 }, (_, n) => android(`other-project-${n}`));
  const world = await ground({ "u-0": [android("a-0")], "u-1": foreign, "u-2": [android("a-2")] });
  const draft = await world.draft({
    channel: "push",
    qualification: "live",
    who: { trigger: { kind: "action", did: { events: [{ type: "track", name: "Charged" }], where: [] } } },
    content: { platforms: ["android"], title: "Hi", body: "Sale" },
    what: { connections: { fcm: world.accounts.fcm } },
  });
  expect(draft.problems).toEqual([]);
  await world.publish(draft);
  for (const user of ["u-0", "u-1", "u-2"]) {
    await world.batch(did(user, "Charged"));
    await world.followed();
    await world.work();
  }
  expect(await world.verdicts(draft.id)).toEqual({ "failed refused": 1, sent: 2 });
  expect(await world.get(draft.id)).toMatchObject({ status: "RUNNING" });
});

it("a message that is too large for a person's devices is told before it is sent", async () => {
  const world = await ground({ "u-0": [android("a-0")] });
  const content = { platforms: ["android"], title: "Hi", body: "x".repeat(4_000) };
  const { id } = await world.draft({
    channel: "push",
    content,
    what: { connections: { fcm: world.accounts.fcm } },
  });
  const preview = await previewCampaign(world.ctx, { id, person: "u-0" });
  expect(preview.skipped).toMatchObject({
    code: "too_large",
    reason: expect.stringContaining("4,096 bytes"),
  });
  // Of somebody without a device it is said that they have none.
  const other = await previewCampaign(world.ctx, { id, person: "u-1" });
  expect(other.skipped).toMatchObject({ code: "no_token" });
});
