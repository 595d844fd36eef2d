import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { type CampaignGround, campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { type PartnerServer, startPartnerServer } from "../../testing/partner-server.ts";
import { startWorker, type WorkerProcess } from "../../testing/worker-process.ts";
import { stopCampaign } from "../verbs/stop-campaign.ts";

const database = testDatabase();
const patience = { timeout: 90_000, interval: 100 };
const PEOPLE = 6_000;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) {
    await end();
  }
});

function worker(hosts: string | Record<string, string>): WorkerProcess {
  const started = startWorker(database.url, hosts);
  ends.push(() => started.kill("SIGKILL"));
  return started;
}

/** A partner that answers ten requests, and those after them when it is told to. */
async function partnerServer(): Promise<PartnerServer & { goOn(): void }> {
  const partner = await startPartnerServer(0);
  ends.push(() => partner.close());
  let goOn = () => {};
  const told = new Promise<undefined>((resolve) => {
    goOn = () => resolve(undefined);
  });
  partner.misbehave = ({ index }) => (index < 10 ? undefined : told);
  return Object.assign(partner, { goOn });
}

/** So much text that a request holds some hundred people at most. */
const filler = { keyValues: [{ key: "filler", value: "x".repeat(4_000) }] };

const statusOf = async (ground: CampaignGround, id: string) => (await ground.get(id)).status;

test("after kill -9 of workers, while people qualify and while messages leave, everybody gets it under one id and is booked once", async () => {
  const partner = await partnerServer();
  const ground = await campaignGround(database.db, partner, { now: new Date().toISOString() });
  await ground.people(PEOPLE);
  const draft = await ground.draft({
    who: { controlGroups: { system: false, custom: [], percent: 10 } },
    content: filler,
  });
  const first = worker(partner.url);
  await ground.publish(draft);
  await expect.poll(async () => (await ground.get(draft.id)).counts.waiting, patience).toBeGreaterThan(0);
  await first.kill("SIGKILL");
  const second = worker(partner.url);
  await expect.poll(() => partner.calls.length, patience).toBeGreaterThanOrEqual(10);
  await second.kill("SIGKILL");
  expect(partner.messages.size).toBeLessThan(PEOPLE);
  partner.goOn();
  worker(partner.url);
  await expect.poll(() => statusOf(ground, draft.id), patience).toBe("COMPLETED");
  const { counts } = await ground.get(draft.id);
  const verdicts = await ground.verdicts(draft.id);
  expect(verdicts).toEqual({ "held control_group": counts.control, sent: counts.sent });
  expect(counts.control + counts.sent).toBe(PEOPLE);
  expect(partner.messages.size).toBe(counts.sent);
  const people = new Set([...partner.messages.values()].map(({ message }) => message.userId));
  expect(people.size).toBe(counts.sent);
  expect(await ground.raised()).toEqual({
    "Control Group": counts.control,
    "Notification Sent": counts.sent,
  });
}, 180_000);

test("once stopping has returned no further message leaves, and everybody has a verdict", async () => {
  const partner = await partnerServer();
  const ground = await campaignGround(database.db, partner, { now: new Date().toISOString() });
  await ground.people(PEOPLE);
  const draft = await ground.draft({ content: filler });
  worker(partner.url);
  await ground.publish(draft);
  await expect.poll(() => partner.calls.length, patience).toBeGreaterThanOrEqual(10);
  await stopCampaign(ground.ctx, { id: draft.id });
  const calls = partner.calls.length;
  partner.goOn();
  await expect.poll(async () => (await ground.get(draft.id)).counts.waiting, patience).toBe(0);
  await expect
    .poll(
      async () => Object.values(await ground.verdicts(draft.id)).reduce((sum, people) => sum + people, 0),
      patience,
    )
    .toBe(PEOPLE);
  const verdicts = await ground.verdicts(draft.id);
  // What was on its way when it was stopped arrived; it is booked as what it is.
  expect(partner.calls.length - calls).toBeLessThanOrEqual(8);
  expect(verdicts.sent).toBe(partner.messages.size);
  expect(verdicts["held stopped"]).toBeGreaterThan(0);
  expect(await ground.get(draft.id)).toMatchObject({ status: "STOPPED", reason: "Stopped by Test" });
}, 180_000);

test("a webhook that is sent at most once reaches nobody twice when its worker is killed, and says of whom it does not know", async () => {
  const requests = new Map<string, number>();
  const server = createServer((request, response) => {
    const key = String(request.headers["idempotency-key"]);
    requests.set(key, (requests.get(key) ?? 0) + 1);
    setTimeout(() => response.writeHead(200).end(), 20);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  ends.push(
    () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(resolve);
      }),
  );
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const ground = await campaignGround(database.db, { url }, { now: new Date().toISOString() });
  await ground.people(600);
  const draft = await ground.draft({ channel: "webhook", content: { url, repeats: "at_most_once" } });
  expect(draft.problems).toEqual([]);
  const first = worker({});
  await ground.publish(draft);
  await expect.poll(() => requests.size, patience).toBeGreaterThan(100);
  await first.kill("SIGKILL");
  worker({});
  await expect.poll(() => statusOf(ground, draft.id), patience).toBe("COMPLETED");
  expect(Math.max(...requests.values())).toBe(1);
  const { sent = 0, "failed unknown": unknown = 0, ...others } = await ground.verdicts(draft.id);
  expect(others).toEqual({});
  expect(sent + unknown).toBe(600);
  // At most those that were on their way.
  expect(unknown).toBeLessThanOrEqual(16);
  expect(requests.size).toBeGreaterThanOrEqual(sent);
  expect(requests.size).toBeLessThanOrEqual(sent + unknown);
}, 180_000);
