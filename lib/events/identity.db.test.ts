import { describe, expect, test } from "vitest";
import type { JsonObject } from "../kernel/json.ts";
import { getPerson } from "../people/verbs/get-person.ts";
import { listPeople } from "../people/verbs/list-people.ts";
import { listTimeline } from "../people/verbs/list-timeline.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";

const database = testDatabase({ max: 16 });

async function ground() {
  const made = await ingestGround(database.db);
  const { ctx, workspaceId } = made;
  const send = sender(ctx, made.key);
  const people = () =>
    database.db.prisma.person.findMany({ where: { workspaceId, mergedInto: null }, orderBy: { id: "asc" } });
  return { ...made, send, people };
}

describe("what a person is reached by", () => {
  const reached = async ({ people }: Pick<Awaited<ReturnType<typeof ground>>, "people">) =>
    (await people()).map(({ userId, email, phone }) => ({ userId, email, phone }));
  const told = (userId: string, traits: JsonObject) => ({ type: "identify", userId, traits });

  test("is what an identify call says last, and nothing once it says null", async () => {
    const made = await ground();
    const { send } = made;
    await send("identify", told("u1", { email: "old@x.com", phone: "+491701" }));
    await send("identify", told("u1", { email: "New@x.com", phone: "+49 1702 2" }));
    expect(await reached(made)).toEqual([{ userId: "u1", email: "new@x.com", phone: "+4917022" }]);
    // Known already: one statement does it.
    await send("identify", told("u1", { email: "old@x.com" }));
    expect(await reached(made)).toEqual([{ userId: "u1", email: "old@x.com", phone: "+4917022" }]);
    await send("identify", told("u1", { plan: "gold" }));
    await send("identify", told("u1", { email: "nothing of the kind" }));
    await send("track", { userId: "u1", event: "Seen", context: { traits: { email: "third@x.com" } } });
    expect((await reached(made))[0]?.email).toBe("old@x.com");
    await send("identify", told("u1", { email: null, phone: null }));
    expect(await reached(made)).toEqual([{ userId: "u1", email: null, phone: null }]);
    // It is still theirs: whoever comes with it is this person.
    await send("identify", { anonymousId: "a1", traits: { email: "old@x.com" } });
    expect(await reached(made)).toEqual([{ userId: "u1", email: "old@x.com", phone: null }]);
  });

  test("follows the order of a batch, of new people and of known ones, and no repeated call", async () => {
    const made = await ground();
    const { send } = made;
    const calls = (userId: string) => [
      { messageId: `${userId}-1`, ...told(userId, { email: `${userId}-1@x.com`, phone: "12345" }) },
      { messageId: `${userId}-2`, ...told(userId, { email: `${userId}-2@x.com`, phone: null }) },
    ];
    await send("identify", told("known", { email: "known@x.com" }));
    await send("batch", { batch: [...calls("known"), ...calls("new")] });
    const now = [
      { userId: "known", email: "known-2@x.com", phone: null },
      { userId: "new", email: "new-2@x.com", phone: null },
    ];
    expect(await reached(made)).toEqual(now);
    await send("batch", { batch: [calls("known")[0], { type: "track", userId: "known", event: "Seen" }] });
    expect(await reached(made)).toEqual(now);
  });

  test("is never what belongs to somebody else, and is what came with somebody who merges", async () => {
    const made = await ground();
    const { send } = made;
    await send("identify", told("u1", { email: "one@x.com" }));
    await send("identify", told("u2", { email: "two@x.com" }));
    await send("identify", told("u2", { email: "one@x.com" }));
    await send("identify", { anonymousId: "form", traits: { email: "contact@x.com" } });
    await send("identify", told("u1", { email: "contact@x.com" }));
    expect(await reached(made)).toEqual([
      { userId: "u1", email: "contact@x.com", phone: null },
      { userId: "u2", email: "two@x.com", phone: null },
    ]);
  });
});

describe("ids that name nobody", () => {
  test("make nobody one with anybody else", async () => {
    const { send, people, ctx } = await ground();
    const visitor = (anonymousId: string, more: JsonObject) => ({ event: "Seen", anonymousId, ...more });
    const noDevice = { context: { device: { id: "00000000-0000-0000-0000-000000000000" } } };
    await send("identify", { userId: "realada", anonymousId: "ada-browser" });
    for (const anonymousId of ["v-1", "v-2", "v-3"]) {
      expect((await send("track", visitor(anonymousId, { userId: "undefined" }))).status).toBe(200);
      expect((await send("track", visitor(anonymousId, noDevice))).status).toBe(200);
    }
    await send("track", visitor("ada-browser", { userId: "NULL" }));
    await send("track", { event: "Seen", userId: "realada", anonymousId: "null" });
    await send("track", { event: "Seen", userId: "ben", anonymousId: "null" });
    await send("identify", { userId: "cleo", traits: { phone: "0000000000" } });
    await send("identify", { userId: "dan", traits: { phone: "0000000000" } });
    const found = await people();
    expect(found.map(({ userId, anonymousId }) => userId ?? anonymousId)).toEqual([
      ...["realada", "v-1", "v-2", "v-3", "ben", "cleo", "dan"],
    ]);
    const [ada] = (await listPeople(ctx, { limit: 5, search: "realada" })).items;
    const seen = await listTimeline(ctx, { id: ada?.id ?? "", name: "Seen", limit: 5 });
    expect(seen.items).toHaveLength(2);
  });

  test("are refused by name where nothing else tells who it was", async () => {
    const { send, people } = await ground();
    const nobody = "names nobody; all who came with it would be one person";
    const refused: [string, JsonObject, string][] = [
      ["track", { userId: " NaN ", event: "E" }, `userId: " NaN " ${nobody}`],
      ["track", { userId: 0, event: "E" }, `userId: 0 ${nobody}`],
      ["track", { userId: "null", anonymousId: "null", event: "E" }, `userId: "null" ${nobody}`],
      ["track", { anonymousId: "---", event: "E" }, `anonymousId: "---" ${nobody}`],
      ["alias", { userId: "undefined", previousId: "a" }, `userId: "undefined" ${nobody}`],
      ["alias", { userId: "u", previousId: "null" }, `previousId: "null" ${nobody}`],
    ];
    for (const [call, body, text] of refused) {
      expect(await send(call, body)).toMatchObject({ status: 400, body: text });
    }
    expect(await people()).toEqual([]);
    await send("identify", { anonymousId: "null", traits: { email: "ada@x.com" } });
    expect(await people()).toMatchObject([{ email: "ada@x.com", anonymousId: null }]);
  });
});

describe("merging", () => {
  test("anonymous history, properties and identifiers join the known person, and the merge is on record", async () => {
    const { ctx, send } = await ground();
    await send("identify", { userId: "u1", traits: { plan: "gold", name: "Ada" } });
    await send("identify", { anonymousId: "a1", traits: { plan: "free", city: "Pune" } });
    await send("track", { anonymousId: "a1", event: "Viewed" });
    await send("identify", { userId: "u1", anonymousId: "a1", traits: { email: "Ada@Example.com" } });
    const { items } = await listPeople(ctx, { limit: 20 });
    expect(items).toMatchObject([{ name: "Ada", userId: "u1", email: "ada@example.com", anonymousId: "a1" }]);
    const person = await getPerson(ctx, { id: items[0]?.id ?? "" });
    expect(person.properties).toEqual({ plan: "gold", name: "Ada", city: "Pune", email: "Ada@Example.com" });
    expect(person.identifiers.map((item) => `${item.kind}:${item.value}`).sort()).toEqual([
      "anonymous_id:a1",
      "email:ada@example.com",
      "user_id:u1",
    ]);
    expect(person.merges).toMatchObject([{ cause: "identify", evidence: "anonymous_id:a1", eventsMoved: 2 }]);
    const timeline = await listTimeline(ctx, { id: person.id, limit: 20 });
    expect(timeline.items.map((item) => item.name).sort()).toEqual([
      "Viewed",
      "identify",
      "identify",
      "identify",
    ]);
    const old = await getPerson(ctx, { id: person.merges[0]?.fromId ?? "" });
    expect(old).toMatchObject({ id: person.id, mergedFrom: person.merges[0]?.fromId });
  });

  test("two users of one browser stay two, the browser following the newer", async () => {
    const { ctx, send } = await ground();
    await send("identify", { userId: "u1", anonymousId: "a1", traits: { email: "x@example.com" } });
    await send("identify", { userId: "u2", anonymousId: "a1", traits: { email: "x@example.com" } });
    await send("track", { anonymousId: "a1", event: "Viewed" });
    const u1 = (await listPeople(ctx, { limit: 5, search: "u1" })).items;
    const u2 = (await listPeople(ctx, { limit: 5, search: "u2" })).items;
    expect(u1).toMatchObject([{ userId: "u1", email: "x@example.com" }]);
    expect(u2).toMatchObject([{ userId: "u2", email: null }]);
    const viewed = await listTimeline(ctx, { id: u2[0]?.id ?? "", name: "Viewed", limit: 5 });
    expect(viewed.items).toHaveLength(1);
  });

  test("a merge joins all whose identifiers it names, two users as well, alone and within a batch", async () => {
    const { ctx, send, people } = await ground();
    await send("identify", { userId: "u1", traits: { email: "one@x.com" } });
    await send("identify", { userId: "u2", traits: { phone: "+1 202 555 0146" } });
    await send("identify", { anonymousId: "form", traits: { email: "form@x.com" } });
    await send("track", { userId: "u2", event: "Paid" });
    const merge = (userId: string, ...mergeProperties: JsonObject[]) => ({ userId, mergeProperties });
    const reply = await send(
      "merge",
      merge("u1", { type: "email", value: "Form@x.com" }, { type: "cookie", value: "c" }),
    );
    expect(reply).toMatchObject({ status: 200, body: "OK" });
    expect(await people()).toHaveLength(2);
    const united = { type: "merge", ...merge("u1", { type: "mobile", value: "+1-202-555-0146" }) };
    const unknown = { type: "merge", ...merge("u1", { type: "deviceId", value: "d-1" }) };
    expect((await send("batch", { batch: [united, unknown] })).status).toBe(200);
    expect(await people()).toMatchObject([{ userId: "u1", email: "one@x.com", phone: "+12025550146" }]);
    const [found] = (await listPeople(ctx, { limit: 5, search: "d-1" })).items;
    const person = await getPerson(ctx, { id: found?.id ?? "" });
    expect(person.identifiers.map((item) => `${item.kind}:${item.value}`).sort()).toEqual([
      ...["anonymous_id:form", "device_id:d-1", "email:form@x.com", "email:one@x.com"],
      ...["phone:+12025550146", "user_id:u1", "user_id:u2"],
    ]);
    expect(person.merges.map(({ evidence }) => evidence).sort()).toEqual([
      ...["email:form@x.com", "phone:+12025550146"],
    ]);
    const { items } = await listTimeline(ctx, { id: person.id, limit: 20 });
    expect(items.map(({ name }) => name)).toContain("Paid");
  });

  test("a merge that names nothing to be read is refused by name", async () => {
    const { send, people } = await ground();
    const wrong: [unknown, string][] = [
      [undefined, "mergeProperties: must be a list of 1 to 20 identifiers"],
      [[], "mergeProperties: must be a list of 1 to 20 identifiers"],
      [["email"], "mergeProperties[0]: must be an object"],
      [[{ type: "email", value: "none" }], 'mergeProperties[0].value: "none" is no email'],
      [[{ type: "userId", value: "null" }], 'mergeProperties[0].value: "null" is no user_id'],
      [[{ value: "x" }], "mergeProperties[0].type: must be a string"],
    ];
    for (const [mergeProperties, text] of wrong) {
      expect(await send("merge", { userId: "u", mergeProperties })).toMatchObject({
        ...{ status: 400, body: text },
      });
    }
    expect(await people()).toEqual([]);
  });

  test("an alias joins two users and says so", async () => {
    const { ctx, send, people } = await ground();
    await send("track", { userId: "old", event: "A" });
    await send("track", { userId: "new", event: "B" });
    await send("alias", { userId: "new", previousId: "old" });
    const [person, ...others] = await people();
    expect(others).toEqual([]);
    expect(person?.userId).toBe("new");
    const view = await getPerson(ctx, { id: person?.id ?? "" });
    expect(view.merges).toMatchObject([{ cause: "alias", evidence: "user_id:old", eventsMoved: 1 }]);
    await send("track", { userId: "old", event: "C" });
    expect(await people()).toHaveLength(1);
  });

  test("changed_tx moves with a change of a person and not with a mere event", async () => {
    const { send, people } = await ground();
    await send("identify", { userId: "u1", traits: { plan: "gold" } });
    const [before] = await people();
    await send("track", { userId: "u1", event: "A" });
    await send("identify", { userId: "u1", traits: { plan: "gold" } });
    const [same] = await people();
    await send("identify", { userId: "u1", traits: { plan: "free" } });
    const [after] = await people();
    expect(same?.changedTx).toBe(before?.changedTx);
    expect(after?.changedTx).not.toBe(before?.changedTx);
  });
});

describe("finding people", () => {
  test("by the beginning of any identifier or of the name, in pages, last seen first", async () => {
    const { ctx, send } = await ground();
    for (const [index, name] of ["Ada", "adam", "Bob"].entries()) {
      await send("identify", {
        userId: `cust-${index}`,
        traits: { name, phone: `+49 170 000000${index}` },
        timestamp: `2026-01-0${index + 1}T00:00:00Z`,
      });
    }
    const names = async (search: string) =>
      (await listPeople(ctx, { limit: 20, search })).items.map((item) => item.name);
    expect(await names("ad")).toEqual(["adam", "Ada"]);
    expect(await names("CUST-2")).toEqual(["Bob"]);
    expect(await names("+49170")).toEqual(["Bob", "adam", "Ada"]);
    expect(await names("%")).toEqual([]);
    const first = await listPeople(ctx, { limit: 2 });
    expect(first.items.map((item) => item.name)).toEqual(["Bob", "adam"]);
    const second = await listPeople(ctx, { limit: 2, cursor: first.nextCursor ?? "" });
    expect(second).toMatchObject({ items: [{ name: "Ada" }], nextCursor: null });
  });

  test("who is found by several identifiers and by the name is listed once", async () => {
    const { ctx, send } = await ground();
    await send("identify", {
      userId: "ada-1",
      anonymousId: "ada-x",
      traits: { name: "Ada", email: "ada@example.com" },
    });
    const { items } = await listPeople(ctx, { limit: 20, search: "ada" });
    expect(items.map((item) => item.userId)).toEqual(["ada-1"]);
  });

  test("a timeline pages without gaps and filters by name", async () => {
    const { ctx, send } = await ground();
    const at = "2026-01-01T00:00:00Z";
    await send("batch", {
      batch: ["A", "B", "A", "C", "A"].map((event) => ({ type: "track", userId: "u", event, timestamp: at })),
    });
    const id = (await listPeople(ctx, { limit: 1 })).items[0]?.id ?? "";
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listTimeline(ctx, { id, limit: 2, cursor });
      seen.push(...page.items.map((item) => item.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["A", "C", "A", "B", "A"]);
    expect((await listTimeline(ctx, { id, name: "A", limit: 9 })).items).toHaveLength(3);
  });

  test("another workspace sees none of it", async () => {
    const { send, people } = await ground();
    await send("identify", { userId: "u1", traits: { name: "Ada" } });
    const stranger = await ground();
    const [person] = await people();
    expect((await listPeople(stranger.ctx, { limit: 5 })).items).toEqual([]);
    await expect(getPerson(stranger.ctx, { id: person?.id ?? "" })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("at the same time", () => {
  test("batches that share messages, people and browsers all succeed, and store each message once", async () => {
    const { send, people, workspaceId } = await ground();
    const pick = (seed: number, of: number) => (seed * 7919 + 13) % of;
    const batches = Array.from({ length: 60 }, (_, batch) =>
      Array.from({ length: 40 }, (_, index) => {
        const seed = batch * 17 + index * 5;
        const message = pick(seed, 900);
        // The same message always says the same; who sends it first is left to chance.
        const ids = { userId: `u${message % 23}`, anonymousId: `a${message % 37}` };
        if (message % 5 === 0) {
          return { type: "identify", messageId: `m${message}`, ...ids, traits: { n: message } };
        }
        const who = message % 3 === 0 ? { anonymousId: ids.anonymousId } : ids;
        return { type: "track", messageId: `m${message}`, ...who, event: `E${message % 4}` };
      }),
    );
    const replies = await Promise.all(batches.map((batch) => send("batch", { batch })));
    expect(new Set(replies.map((reply) => `${reply.status} ${reply.body}`))).toEqual(new Set(["200 OK"]));
    const sent = new Set(batches.flat().map((call) => call.messageId));
    const events = await database.db.prisma.event.findMany({ where: { workspaceId } });
    expect(events).toHaveLength(sent.size);
    expect(new Set(events.map((event) => event.messageId))).toEqual(sent);
    const living = new Set((await people()).map((person) => person.id));
    expect(events.filter((event) => !living.has(event.personId))).toEqual([]);
    const users = (await people()).map((person) => person.userId);
    expect(users.filter((user) => user !== null)).toHaveLength(23);
    // A call with a user id belongs to that user, whatever happened to the browsers meanwhile.
    const owner = new Map((await people()).map((person) => [person.userId, person.id]));
    const astray = events.filter(
      (event) => event.userId !== null && owner.get(event.userId) !== event.personId,
    );
    expect(astray).toEqual([]);
  });

  test("the same stranger in many requests at once becomes one person", async () => {
    const { send, people } = await ground();
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        send("track", { userId: "u1", anonymousId: `a${index % 3}`, event: "A" }),
      ),
    );
    expect(replies.every((reply) => reply.status === 200)).toBe(true);
    expect(await people()).toHaveLength(1);
  });

  test("many users who log in on one browser at once stay as many people", async () => {
    const { send, people, workspaceId } = await ground();
    await send("track", { anonymousId: "a1", event: "A" });
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, index) => send("identify", { userId: `u${index}`, anonymousId: "a1" })),
    );
    expect(replies.every((reply) => reply.status === 200)).toBe(true);
    expect(await people()).toHaveLength(20);
    const users = await database.db.prisma.identifier.findMany({ where: { workspaceId, kind: "user_id" } });
    expect(new Set(users.map((row) => row.personId)).size).toBe(20);
  });

  test("events that arrive while their person is merged end with the person that is left", async () => {
    const { send, people, workspaceId } = await ground();
    await send("track", { userId: "u1", event: "A" });
    await send("track", { anonymousId: "a1", event: "A" });
    await Promise.all([
      ...Array.from({ length: 20 }, () => send("track", { anonymousId: "a1", event: "B" })),
      send("identify", { userId: "u1", anonymousId: "a1" }),
      ...Array.from({ length: 20 }, () => send("track", { anonymousId: "a1", event: "B" })),
    ]);
    const [person, ...others] = await people();
    expect(others).toEqual([]);
    const events = await database.db.prisma.event.findMany({ where: { workspaceId } });
    expect(events).toHaveLength(43);
    expect(new Set(events.map((event) => event.personId))).toEqual(new Set([person?.id]));
  });
});
