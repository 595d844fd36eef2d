import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "../../../context.ts";
import { disconnectPartner } from "../../../integrations/verbs/disconnect-partner.ts";
import { fixedClock } from "../../../kernel/clock.ts";
import { newId } from "../../../kernel/ids.ts";
import { type Sandbox, startSandbox } from "../../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../../testing/database.ts";
import { type DestinationGround, destinationGround } from "../../../testing/destination-ground.ts";
import { wholeDatabase } from "../../../testing/fill-every-table.ts";
import { findPeople } from "../../verbs/find-people.ts";
import { forgetPerson } from "../../verbs/forget-person.ts";
import { getForget } from "../../verbs/get-forget.ts";
import { retryForget } from "../../verbs/retry-forget.ts";
import { workOnForget } from "../../verbs/work-on-forget.ts";

const database = testDatabase();
let sandbox: Sandbox;
let clock = fixedClock("2026-11-23T12:00:00Z");
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});
beforeEach(() => {
  clock = fixedClock("2026-11-23T12:00:00Z");
});

const admin = ({ ctx }: DestinationGround): Ctx => ({
  ...ctx,
  actor: { kind: "key", id: newId(), name: "Ada", role: "admin" },
});

async function misbehave(world: DestinationGround, faults: object): Promise<void> {
  const address = new URL("/_control/faults", sandbox.hostOf("clevertap"));
  const body = JSON.stringify({ partner: "clevertap", key: world.accountId, faults });
  expect((await fetch(address, { method: "POST", body })).status).toBeLessThan(300);
}

/** Users of the account at CleverTap who are left. */
async function usersThere(): Promise<string[]> {
  const rows = await database.db.sql<{ identity: string }>(
    `select identity from sandbox_users where partner = 'clevertap' order by identity`,
  );
  return rows.map(({ identity }) => identity);
}

/** Somebody known here and at CleverTap, by a user id and an anonymous one; and somebody else there. */
async function knownThere() {
  const world = await destinationGround(database.db, { clevertapUrl: sandbox.hostOf("clevertap"), clock });
  const name = `canary${newId().slice(-6)}`;
  const messageId = newId();
  await world.send([
    { type: "track", event: "Bought", userId: name, anonymousId: `anon-${name}`, messageId },
  ]);
  const host = `${sandbox.hostOf("clevertap")}/1/upload`;
  const headers = { "x-clevertap-account-id": world.accountId, "x-clevertap-passcode": "any" };
  const d = [name, `anon-${name}`, `other-${name}`].map((identity) => ({
    type: "profile",
    identity,
    profileData: { Plan: "gold" },
  }));
  await fetch(host, { method: "POST", headers, body: JSON.stringify({ d }) });
  const people = await findPeople(world.ctx, { kinds: ["user_id"], values: [name] });
  const ask = () =>
    forgetPerson(admin(world), {
      id: people.get(name) ?? "",
      connections: [world.connectionId],
      confirm: name,
    });
  const work = (id: string) => workOnForget(world.system, { id, signal: new AbortController().signal });
  const sealed = async (id: string) =>
    (await database.db.prisma.forgetRequest.findFirstOrThrow({ where: { id } })).sealed;
  return { world, name, ask, work, sealed, look: (id: string) => getForget(admin(world), { id }) };
}

describe("deleting a person at CleverTap too", () => {
  it("deletes the users of all ids by which it knows them, and keeps its answer as the receipt", async () => {
    const { name, ask, work, look, sealed } = await knownThere();
    const { id, steps } = await ask();
    expect(steps).toMatchObject([
      { state: "waiting", partnerName: "CleverTap", nickname: "Reach", tries: 0 },
    ]);
    await work(id);
    const done = await look(id);
    expect(done).toMatchObject({ status: "DONE", endedAt: clock.now().toISOString() });
    expect(done.steps).toMatchObject([
      { state: "done", httpStatus: 200, tries: 1, at: clock.now().toISOString(), nextTryAt: null },
    ]);
    expect(done.steps[0]?.message).toContain("CleverTap");
    expect(done.steps[0]?.answer).toContain("success");
    const left = await usersThere();
    expect(left.filter((identity) => identity.endsWith(name))).toEqual([`other-${name}`]);
    expect(await sealed(id)).toBeNull();
    // What the sandbox keeps is the partner's.
    const tables = (await wholeDatabase(database.url)).split("\n\n");
    const ours = tables.filter(
      (table) => table.includes(name) && !table.trim().startsWith("public.sandbox_"),
    );
    expect(ours).toEqual([]);
  });

  it("comes again where it takes nothing now, later each time, and gives up after a week", async () => {
    const { world, ask, work, look, sealed } = await knownThere();
    const { id } = await ask();
    await misbehave(world, { status: 503 });
    await work(id);
    const [step] = (await look(id)).steps;
    expect(step).toMatchObject({ state: "retrying", httpStatus: 503, tries: 1 });
    expect(Date.parse(step?.nextTryAt ?? "")).toBeGreaterThan(clock.now().getTime());
    expect(await look(id)).toMatchObject({
      status: "RUNNING",
      erased: { at: expect.any(String) },
      endedAt: null,
    });
    await work(id);
    expect((await look(id)).steps).toMatchObject([{ tries: 1 }]);
    clock.advance(3_600_000);
    await work(id);
    expect((await look(id)).steps).toMatchObject([{ state: "retrying", tries: 2 }]);
    const [job] = await database.db.sql<{ due: Date }>(
      `select run_at as due from graphile_worker.jobs where key = $1`,
      [`people.forget:${id}`],
    );
    expect(job?.due.toISOString()).toBe((await look(id)).steps[0]?.nextTryAt);
    clock.advance(7 * 86_400_000);
    await work(id);
    expect(await look(id)).toMatchObject({ status: "REFUSED", steps: [{ state: "refused", tries: 3 }] });
    expect(await sealed(id)).not.toBeNull();
  });

  it("is told when it refuses; asked again it goes on, and only then is forgotten who it was", async () => {
    const { world, name, ask, work, look, sealed } = await knownThere();
    const { id } = await ask();
    await misbehave(world, { status: 401 });
    await work(id);
    expect(await look(id)).toMatchObject({
      status: "REFUSED",
      steps: [{ state: "refused", httpStatus: 401 }],
    });
    expect(await sealed(id)).not.toContain(name);
    await misbehave(world, {});
    expect(await retryForget(admin(world), { id })).toMatchObject({
      status: "RUNNING",
      steps: [{ state: "waiting" }],
    });
    await work(id);
    expect(await look(id)).toMatchObject({ status: "DONE", steps: [{ state: "done", tries: 2 }] });
    expect(await sealed(id)).toBeNull();
    await expect(retryForget(admin(world), { id })).rejects.toMatchObject({ code: "precondition" });
  });

  it("is refused in words where the integration has gone meanwhile", async () => {
    const { world, ask, work, look } = await knownThere();
    const { id } = await ask();
    await disconnectPartner(world.ctx, { id: world.connectionId });
    await work(id);
    expect(await look(id)).toMatchObject({
      status: "REFUSED",
      steps: [{ state: "refused", httpStatus: null, message: "The integration was disconnected." }],
    });
  });
});
