import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { engineTimes } from "../../delivery/times.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { did } from "../../testing/test-partner.ts";
import { testCampaign } from "../verbs/test-campaign.ts";
import { updateCampaign } from "../verbs/update-campaign.ts";

const database = testDatabase();

/** How often each person's request came, and what the server answers; no answer at all for "hang up". */
const asked = new Map<string, number>();
let answerTo: (user: string) => number | "hang up" = () => 200;
const server = createServer((request, response) => {
  const user = request.url?.split("/").at(-1) ?? "";
  asked.set(user, (asked.get(user) ?? 0) + 1);
  request.resume();
  const answer = answerTo(user);
  if (answer === "hang up") {
    request.socket.destroy();
  } else {
    response.writeHead(answer).end();
  }
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => server.close());
beforeEach(() => {
  asked.clear();
  answerTo = () => 200;
});

const content = () => ({
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook/{{ Profile.Identity }}`,
});
/** Whoever waits longer than a moment parks, as beyond fifteen seconds in earnest. */
const times = { ...engineTimes, parkMs: 0, firstMs: 1, maxMs: 5 };
const bought = { kind: "action", did: { events: [{ type: "track", name: "Charged" }], where: [] } };

it("a test is not sent without the password that the message needs, and says so at its field", async () => {
  const ground = await campaignGround(database.db, { url: "http://127.0.0.1:1" });
  await ground.people(1);
  const auth = { kind: "basic", user: "shop" };
  const { id, version } = await ground.draft({ channel: "webhook", content: { ...content(), auth } });
  const test = () => testCampaign(ground.ctx, { id, people: ["u-0"] });
  await expect(test()).rejects.toMatchObject({
    code: "invalid",
    problems: [{ path: "auth.password", message: "Enter Password" }],
  });
  expect(asked.size).toBe(0);
  await updateCampaign(ground.ctx, { id, version, secrets: { password: "open sesame" } });
  expect((await test()).results).toMatchObject([{ ok: true }]);
});

describe("a webhook that fails on one person", () => {
  it.each<[string, 500 | "hang up"]>([
    ["with an error of its own", 500],
    ["without an answer", "hang up"],
  ])("%s is tried three times and refused by name, and all others get theirs", async (_name, failure) => {
    const ground = await campaignGround(database.db, { url: "http://127.0.0.1:1" });
    const draft = await ground.draft({
      channel: "webhook",
      content: content(),
      qualification: "live",
      who: { trigger: bought },
    });
    expect(draft.problems).toEqual([]);
    await ground.publish(draft);
    answerTo = (user) => (user === "bad" ? failure : 200);
    await ground.batch(did("bad", "Charged"));
    await ground.batch(...Array.from({ length: 12 }, (_, n) => did(`u-${n}`, "Charged")));
    await ground.followed();
    await ground.work({ times });
    expect(await ground.verdicts(draft.id)).toEqual({ "failed webhook_failed": 1, sent: 12 });
    expect(asked.get("bad")).toBe(3);
    // A day of such people ends nothing.
    for (let hour = 0; hour < 25; hour += 1) {
      ground.clock.advance(3_600_000);
      await ground.batch(did("bad", "Charged", { hour }));
      await ground.followed();
      await ground.work({ times });
    }
    expect(await ground.get(draft.id)).toMatchObject({ status: "RUNNING", waiting: null });
    expect(await ground.verdicts(draft.id)).toEqual({ "failed webhook_failed": 26, sent: 12 });
  });

  it("holds up nobody where an outage of all begins with that one's turn", async () => {
    const ground = await campaignGround(database.db, { url: "http://127.0.0.1:1" });
    const draft = await ground.draft({ channel: "webhook", content: content() });
    await ground.people(300);
    await ground.publish(draft);
    answerTo = () => 503;
    await ground.work({ times });
    const waiting = await ground.get(draft.id);
    expect(waiting).toMatchObject({
      status: "RUNNING",
      waiting: expect.stringMatching(/answers 503 since .*, next try/),
    });
    expect(waiting.counts.failed).toBeLessThanOrEqual(8);
    expect(waiting.counts.waiting).toBeGreaterThanOrEqual(292);
    const [head] = [...asked].sort((a, b) => b[1] - a[1]);
    answerTo = (user) => (user === head?.[0] ? 503 : 200);
    for (let minute = 0; minute < 3; minute += 1) {
      ground.clock.advance(60_001);
      await ground.work({ times });
    }
    const done = await ground.get(draft.id);
    expect(done).toMatchObject({ status: "COMPLETED", counts: { waiting: 0 } });
    expect(done.counts.sent).toBeGreaterThanOrEqual(291);
  });
});

it("a limit counts each message once, those of an earlier page that are booked and those on their way", async () => {
  const ground = await campaignGround(database.db, { url: "http://127.0.0.1:1" });
  const draft = await ground.draft({
    channel: "webhook",
    content: content(),
    qualification: "live",
    who: { trigger: bought },
    when: { frequency: { kind: "times", times: 2 } },
  });
  await ground.publish(draft);
  const came = async (...people: string[]) => {
    for (let from = 0; from < people.length; from += 500) {
      await ground.batch(...people.slice(from, from + 500).map((id) => did(id, "Charged")));
    }
    // The queue is in the order of when they are due.
    await ground.followed();
    ground.clock.advance(1_000);
  };
  // A page is a thousand; its first is booked when the next one is read, and its last may be on its way.
  await came("early");
  await came(...Array.from({ length: 998 }, (_, n) => `u-${n}`));
  await came("late");
  await came("early", "late");
  await came("early", "late");
  await ground.work();
  expect([asked.get("early"), asked.get("late"), asked.get("u-7")]).toEqual([2, 2, 1]);
  expect(await ground.verdicts(draft.id)).toEqual({ "held frequency": 2, sent: 1_002 });
}, 60_000);
