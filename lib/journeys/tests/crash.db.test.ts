import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { testDatabase } from "../../testing/database.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { type PartnerServer, startPartnerServer } from "../../testing/partner-server.ts";
import { startWorker, type WorkerProcess } from "../../testing/worker-process.ts";
import { draw, message, track } from "../templates/draw.ts";

const database = testDatabase();
const patience = { timeout: 60_000, interval: 50 };
const PEOPLE = 200;

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) {
    await end();
  }
});

function worker({ url }: Pick<PartnerServer, "url">): WorkerProcess {
  const started = startWorker(database.url, {
    JUNCTION_HOST_SEGMENT_US: url,
    JUNCTION_URL: "https://junction.example",
  });
  ends.push(() => started.kill("SIGKILL"));
  return started;
}

test("after kill -9 of workers, wherever they are, the messages that left are those of a run that nobody disturbed, each once in the books", async () => {
  const partner = await startPartnerServer(0);
  ends.push(() => partner.close());
  const ground = await journeyGround(database.db, partner, { now: new Date().toISOString() });
  const paths = ["a", "b", "c"].map((id, at) => ({ id, name: id, percent: [20, 30, 50][at] ?? 0 }));
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "split", kind: "ab_split", settings: { mode: "manual", paths, goal: null } },
        { id: "a", kind: "send_segment", settings: ground.toSegment("A") },
        { id: "b", kind: "send_segment", settings: ground.toSegment("B") },
        { id: "on", kind: "action", settings: { did: track("On") } },
        { id: "done", kind: "send_segment", settings: ground.toSegment("Done") },
      ],
      [
        ["in", "yes", "split"],
        ["split", "a", "a"],
        ["split", "b", "b"],
        ["split", "c", "on"],
        ["a", "sent", "on"],
        ["b", "sent", "on"],
        ["on", "yes", "done"],
      ],
    ),
  );
  const now = () => new Date().toISOString();
  const did = (event: string, from: number, to: number) =>
    ground.batch(
      ...Array.from({ length: to - from }, (_, n) => ({
        ...{ type: "track", userId: `u${from + n}`, event, timestamp: now() },
      })),
    );
  const messages = async () => {
    const [row] = await database.db.sql<{ done: number }>(
      "select count(*)::int as done from journey_messages where journey_id = $1::uuid and node = 'done'",
      [journey.id],
    );
    return row?.done ?? 0;
  };
  for (const [place, from] of [0, 100].entries()) {
    const current = worker(partner);
    await did("In", from, from + 100);
    await did("On", from, from + 100);
    const before = partner.calls.length;
    await expect.poll(() => partner.calls.length, patience).toBeGreaterThan(before + place);
    await current.kill("SIGKILL");
    await current.letNotice();
  }
  worker(partner);
  await expect.poll(messages, patience).toBe(PEOPLE);
  const left = [...partner.messages.values()].map(({ message }) => `${message.userId} ${message.event}`);
  const { db, workspaceId } = ground.ctx;
  const booked = await db.sql<{ id: string }>(
    `select p.user_id || ' ' || case m.node when 'a' then 'A' when 'b' then 'B' else 'Done' end as id
     from journey_messages m join people p on p.workspace_id = m.workspace_id and p.id = m.person_id
     where m.workspace_id = $1::uuid and m.status = 'sent'`,
    [workspaceId],
  );
  expect(left.sort()).toEqual(booked.map(({ id }) => id).sort());
  expect(left.filter((each) => each.endsWith("Done"))).toHaveLength(PEOPLE);
  // Everybody went by the path that their lot says, and by it alone.
  const counts = await ground.counts(journey.id);
  expect(counts).toMatchObject({ entered: PEOPLE, "left ended": PEOPLE, "on moved yes": PEOPLE });
  expect(left).toHaveLength(PEOPLE + (counts["split moved a"] ?? 0) + (counts["split moved b"] ?? 0));
  expect(await ground.raised()).toEqual({ "Notification Sent": left.length });
}, 120_000);

test("a webhook that is sent at most once reaches nobody twice when its worker is killed, says of whom it does not know, and lets all go on", async () => {
  const requests = new Map<string, number>();
  const server = createServer((request, response) => {
    const key = String(request.headers["idempotency-key"]);
    requests.set(key, (requests.get(key) ?? 0) + 1);
    setTimeout(() => response.writeHead(200).end(), 40);
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
  const ground = await journeyGround(database.db, { url }, { now: new Date().toISOString() });
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "hook", kind: "send_webhook", settings: message("webhook", { url, repeats: "at_most_once" }) },
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "hook"],
        ["hook", "sent", "out"],
      ],
    ),
  );
  const CALLED = 80;
  const first = worker({ url });
  const timestamp = new Date().toISOString();
  await ground.batch(
    ...Array.from({ length: CALLED }, (_, n) => ({ type: "track", userId: `u${n}`, event: "In", timestamp })),
  );
  await expect.poll(() => requests.size, { ...patience, interval: 5 }).toBeGreaterThan(10);
  await first.kill("SIGKILL");
  await first.letNotice();
  worker({ url });
  const finished = async () => (await ground.counts(journey.id))["left force_exit"] ?? 0;
  await expect.poll(finished, patience).toBe(CALLED);
  expect(Math.max(...requests.values())).toBe(1);
  const counts = await ground.counts(journey.id);
  const { "hook sent": sent = 0, "hook failed unknown": unknown = 0 } = counts;
  expect(sent + unknown).toBe(CALLED);
  expect(unknown).toBeGreaterThan(0);
  // At most those that were on their way.
  expect(unknown).toBeLessThanOrEqual(16);
  expect(requests.size).toBeGreaterThanOrEqual(sent);
  expect(requests.size).toBeLessThanOrEqual(CALLED);
  expect(await ground.raised()).toEqual({ "Webhook Delivered": sent });
}, 120_000);
