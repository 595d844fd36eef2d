import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { briefHold } from "../../delivery/work-on.ts";
import { newId } from "../../kernel/ids.ts";
import { clevertapKit } from "../../partners/clevertap/kit.ts";
import { destinationSuite } from "../../testing/destination-suite.ts";
import { addCalls, addDestination, type DestinationWorld } from "../../testing/destination-world.ts";
import { othersAreDone } from "../../testing/others-are-done.ts";
import { addMembers } from "../../testing/transfer-world.ts";
import { quickDestinationTimes } from "../../testing/work-destinations.ts";
import { workTransfers } from "../../testing/work-transfers.ts";
import { createTransfer } from "../../transfers/verbs/create-transfer.ts";
import { runTurn } from "../engine/turn.ts";

const { database, world } = destinationSuite({ max: 30 });
const { inFlight, batchRecords } = clevertapKit.limits;
/** Calls of a destination's first page, and of those after it. */
const [FIRST_PAGE, PAGE] = [2_000, 15_000];
const REQUESTS_OF_FIRST_PAGE = FIRST_PAGE / batchRecords;
const half = Math.floor(inFlight / 2);
const eventually = { timeout: 30_000, interval: 2 };

type Kind = "event" | "profile";

function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

/**
 * An account that takes everything, and counts what is under way of events (destinations) and of profiles (transfers).
 * Requests from `heldFrom` on wait at the first gate; those that come once it is open wait at the second one.
 */
function account(heldFrom: number) {
  const under: Record<Kind, number> = { event: 0, profile: 0 };
  const taken: Record<Kind, number> = { event: 0, profile: 0 };
  const [first, second] = [gate(), gate()];
  let [requests, most, isFirstOpen] = [0, 0, false];
  return {
    under,
    taken,
    get most() {
      return most;
    },
    openFirst: () => {
      isFirstOpen = true;
      first.open();
    },
    openSecond: second.open,
    http: async ({ body }: { body?: string | Buffer }) => {
      const { d } = JSON.parse(String(body)) as { d: { type: Kind }[] };
      const kind = d[0]?.type ?? "event";
      const number = requests;
      requests += 1;
      under[kind] += 1;
      most = Math.max(most, under.event + under.profile);
      await (isFirstOpen ? second.opened : number >= heldFrom && first.opened);
      under[kind] -= 1;
      taken[kind] += d.length;
      return { status: 200, headers: {}, body: JSON.stringify({ status: "success", unprocessed: [] }) };
    },
  };
}

/** Takes up a destination as a worker does that others see alive, to the end of its calls. */
async function workOne(of: DestinationWorld, id: string, http: DestinationWorld["system"]["http"]) {
  const job = { signal: new AbortController().signal, workerId: "test-worker", attempt: 1 };
  const turn = { destinationId: id, hold: briefHold(job), times: quickDestinationTimes };
  return runTurn({ ...of.system, http }, turn);
}

/** Leases count only while their worker lives. */
async function liveWorker(): Promise<void> {
  const at = new Date(Date.now() + 3_600_000);
  const worker = { host: "", pid: 0, slots: [], startedAt: at, heartbeatAt: at };
  await database.db.prisma.worker.upsert({
    where: { id: "test-worker" },
    create: { id: "test-worker", ...worker },
    update: worker,
  });
}

const calls = (count: number) => Array.from({ length: count }, (_, n) => ({ user: `user-${n}` }));

async function addTransfer(of: DestinationWorld, members: number): Promise<void> {
  const { workspaceId, connectionId } = of;
  const audienceId = newId();
  await database.db.prisma.audience.create({
    data: { workspaceId, id: audienceId, name: "Fans", origin: "csv", createdBy: "Mara" },
  });
  await addMembers(database.db, { ...of, audienceId }, members);
  const values = { keyTitle: "fan_of" };
  await createTransfer(of.ctx, { audienceId, connectionId, values, frequency: "once" });
}

test.each<[first: Kind, second: Kind]>([
  ["profile", "event"],
  ["event", "profile"],
])(
  "a transfer and a destination of one account stay within its limit together: %s first, then %s",
  async (first, second) => {
    await liveWorker();
    const of = await world();
    const events = FIRST_PAGE + 3 * PAGE;
    await addCalls(database.db, of, calls(events));
    const profiles = 60 * batchRecords;
    await addTransfer(of, profiles);
    await othersAreDone(database.db);
    // A destination does not need the whole account for its first page.
    const partner = account(first === "event" ? REQUESTS_OF_FIRST_PAGE : 0);
    const begin: Record<Kind, () => Promise<unknown>> = {
      event: () => workOne(of, of.destinationId, partner.http),
      profile: () => workTransfers({ ...of.system, http: partner.http }),
    };
    const working = [begin[first]()];
    // Alone it has all of it.
    await expect.poll(() => partner.under[first], eventually).toBe(inFlight);
    working.push(begin[second]());
    const joining = second === "event" ? REQUESTS_OF_FIRST_PAGE : half;
    await expect.poll(() => partner.under[second], eventually).toBe(joining);
    partner.openFirst();
    await expect.poll(() => partner.under, eventually).toEqual({ event: half, profile: half });
    // Time for more, which would come if anything but the share held it back.
    await sleep(500);
    expect(partner.under).toEqual({ event: half, profile: half });
    partner.openSecond();
    await Promise.all(working);
    expect(partner.taken).toEqual({ event: events, profile: profiles });
  },
  60_000,
);

test("destinations of one account have equal parts of its limit", async () => {
  await liveWorker();
  const of = await world();
  const other = await addDestination(database.db, of);
  await database.db.prisma.destination.update({
    where: { workspaceId_id: { workspaceId: of.workspaceId, id: other } },
    data: { lease: "test-worker/at-work", heartbeatAt: new Date() },
  });
  await addCalls(database.db, of, calls(FIRST_PAGE + PAGE));
  await othersAreDone(database.db);
  const partner = account(REQUESTS_OF_FIRST_PAGE);
  const working = workOne(of, of.destinationId, partner.http);
  await expect.poll(() => partner.under.event, eventually).toBe(half);
  partner.openFirst();
  partner.openSecond();
  await working;
  expect(partner.most).toBe(half);
});
