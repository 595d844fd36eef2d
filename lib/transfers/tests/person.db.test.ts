import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { applyOperations } from "../../audiences/apply-operations.ts";
import { createAudience } from "../../audiences/verbs/create-audience.ts";
import { inTransaction } from "../../context.ts";
import { newId } from "../../kernel/ids.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import { type TransferWorld, transferWorld } from "../../testing/transfer-world.ts";
import { workTransfers } from "../../testing/work-transfers.ts";
import { createTransfer } from "../verbs/create-transfer.ts";
import { listAudiencesOfPerson } from "../verbs/list-audiences-of-person.ts";
import { stopTransfer } from "../verbs/stop-transfer.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

async function person(of: TransferWorld, identifiers: [kind: string, value: string][]): Promise<string> {
  const id = newId();
  const seen = { firstSeen: new Date(), lastSeen: new Date() };
  await database.db.prisma.person.create({ data: { workspaceId: of.workspaceId, id, ...seen } });
  await database.db.prisma.identifier.createMany({
    data: identifiers.map(([kind, value]) => ({ workspaceId: of.workspaceId, kind, value, personId: id })),
  });
  return id;
}

type Step = [operation: "upsert" | "delete", identity: string];
async function happens(of: TransferWorld, audienceId: string, steps: Step[]): Promise<void> {
  for (const [operation, identity] of steps) {
    const atMs = of.ctx.clock.now().getTime();
    await inTransaction(of.ctx, (tx) =>
      applyOperations(tx, [{ audienceId, identity, operation, properties: {}, atMs }]),
    );
  }
}

async function ground() {
  const of = await transferWorld(database.db, sandbox.hostOf("clevertap"));
  const ada = await person(of, [
    ["user_id", "cust-1"],
    ["email", "ada@example.com"],
    ["phone", "+4915555001"],
    ["anonymous_id", "cust-9"],
  ]);
  const audiencesOf = async (id: string, more: { limit?: number; cursor?: string } = {}) =>
    listAudiencesOfPerson(of.ctx, { id, limit: 20, ...more });
  const audience = async (name: string, more: object = {}) => {
    const { audience: made } = await createAudience(of.ctx, {
      name,
      description: "",
      origin: "eventbridge",
      ...more,
    });
    return made.id;
  };
  const send = (audienceId: string, more: object = {}) =>
    createTransfer(of.ctx, {
      audienceId,
      connectionId: of.connectionId,
      values: { keyTitle: `title_${audienceId.slice(-6)}` },
      frequency: "once",
      ...more,
    });
  return { of, ada, audience, audiencesOf, send };
}

describe("the audiences of a person", () => {
  it("are those that hold one of their identifiers of the kind that the audience goes by", async () => {
    const { of, ada, audience, audiencesOf } = await ground();
    const byUser = await audience("By user id");
    const byMail = await audience("By e-mail, as its sender spells it");
    const byPhone = await audience("By phone", { origin: "people", people: { identifier: "phone" } });
    const others = await audience("Of somebody else");
    await happens(of, byUser, [["upsert", "cust-1"]]);
    await happens(of, byMail, [["upsert", "Ada@Example.com"]]);
    await happens(of, byPhone, [["upsert", "+4915555001"]]);
    // Her browser's id, her phone number and others' ids are not what this audience knows users by.
    await happens(of, others, [
      ["upsert", "cust-9"],
      ["upsert", "+4915555001"],
      ["upsert", "cust-11"],
    ]);
    const { items, nextCursor } = await audiencesOf(ada);
    expect(items.map((item) => [item.audienceName, item.identifier, item.identity])).toEqual([
      ["By phone", "phone", "+4915555001"],
      ["By e-mail, as its sender spells it", "email", "Ada@Example.com"],
      ["By user id", "user_id", "cust-1"],
    ]);
    expect(items[2]).toMatchObject({ audienceId: byUser, origin: "eventbridge", isMember: true, sentTo: [] });
    expect(nextCursor).toBeNull();
  });

  it("name those that they left, and none in which they never were", async () => {
    const { of, ada, audience, audiencesOf } = await ground();
    const left = await audience("Left");
    const never = await audience("Never in");
    await happens(of, left, [
      ["upsert", "cust-1"],
      ["delete", "cust-1"],
    ]);
    await happens(of, never, [["delete", "cust-1"]]);
    const { items } = await audiencesOf(ada);
    expect(items.map((item) => [item.audienceName, item.isMember])).toEqual([["Left", false]]);
  });

  it("say for each place they are sent to what became of the person there", async () => {
    const { of, ada, audience, audiencesOf, send } = await ground();
    const nobody = await person(of, [["user_id", "null"]]);
    const carts = await audience("Carts");
    const quiz = await audience("Quiz");
    await happens(of, carts, [
      ["upsert", "cust-1"],
      ["upsert", "null"],
    ]);
    await happens(of, quiz, [["upsert", "cust-2"]]);
    const kept = await send(carts, { frequency: "continuous" });
    await send(quiz);
    await workTransfers(of.system);
    await happens(of, quiz, [["upsert", "cust-1"]]);
    const states = async (id: string) =>
      Object.fromEntries(
        (await audiencesOf(id)).items.map((item) => [
          item.audienceName,
          item.sentTo.map(({ state }) => state),
        ]),
      );
    expect(await states(ada)).toEqual({ Carts: ["sent"], Quiz: ["not_sent"] });
    const [refused] = (await audiencesOf(nobody)).items;
    expect(refused?.sentTo).toMatchObject([
      {
        transferId: kept.id,
        partner: "clevertap",
        partnerName: "CleverTap",
        nickname: "Shop",
        state: "refused",
      },
    ]);
    expect(refused?.sentTo[0]?.reason).toMatch(/./);
    await happens(of, carts, [["delete", "cust-1"]]);
    expect(await states(ada)).toMatchObject({ Carts: ["waiting_removal"] });
    await workTransfers(of.system);
    expect(await states(ada)).toMatchObject({ Carts: ["removed"] });
    await happens(of, carts, [["upsert", "cust-1"]]);
    expect(await states(ada)).toMatchObject({ Carts: ["waiting"] });
    await stopTransfer(of.ctx, { id: kept.id });
    expect(await states(ada)).toMatchObject({ Carts: ["not_sent"] });
  });

  it("come page by page, each once", async () => {
    const { of, ada, audience, audiencesOf } = await ground();
    const names = ["One", "Two", "Three", "Four", "Five"];
    for (const name of names) {
      const steps: Step[] = [["upsert", "cust-1"]];
      await happens(
        of,
        await audience(name),
        name === "Four" ? [...steps, ["upsert", "ada@example.com"]] : steps,
      );
    }
    const found: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 10; pages += 1) {
      const page = await audiencesOf(ada, { limit: 2, cursor });
      found.push(...page.items.map(({ audienceName }) => audienceName));
      cursor = page.nextCursor ?? undefined;
      if (cursor === undefined) {
        break;
      }
    }
    expect(found).toEqual(["Five", "Four", "Four", "Three", "Two", "One"]);
  });

  it("are those of their own workspace, for who may see both people and audiences", async () => {
    const { of, ada, audience } = await ground();
    const other = await ground();
    await happens(of, await audience("Ours"), [["upsert", "cust-1"]]);
    expect((await other.audiencesOf(other.ada)).items).toEqual([]);
    await expect(other.audiencesOf(ada)).rejects.toMatchObject({ code: "not_found" });
  });
});
