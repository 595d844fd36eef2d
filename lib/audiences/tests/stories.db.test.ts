import { describe, expect, it } from "vitest";
import type { Ctx } from "../../context.ts";
import type { Db } from "../../db/client.ts";
import { createSource } from "../../sources/verbs/create-source.ts";
import { testDatabase } from "../../testing/database.ts";
import { testCtx } from "../../testing/test-ctx.ts";
import { membersInOrder } from "../member-list-store.ts";
import { storyEndpoint } from "../stories/endpoint.ts";
import type { StoryKind } from "../stories/kinds.ts";
import { createAudience } from "../verbs/create-audience.ts";
import { fillFromStoriesStep } from "../verbs/fill-from-stories-step.ts";
import { listStoryComponents } from "../verbs/list-story-components.ts";

const database = testDatabase();

async function ground(db: Db = database.db) {
  const ctx = await testCtx(db);
  const { writeKey } = await createSource(ctx, { name: "App", platform: "web" });
  const endpoint = storyEndpoint(ctx);
  let messages = 0;
  const event = (identity: string, answer: string, more: object = {}) => {
    messages += 1;
    return {
      messageId: `m-${messages}`,
      storyGroupId: "group-1",
      storyId: "story-1",
      componentId: "comp-1",
      kind: "poll" as StoryKind,
      answer,
      customParameter: identity,
      timestamp: ctx.clock.now().toISOString(),
      ...more,
    };
  };
  const post = async (body: object | string, key: string | null = writeKey.key, more: object = {}) => {
    const bytes = Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    const reply = await endpoint({
      method: "POST",
      authorization: key === null ? null : `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
      contentEncoding: null,
      requestedHeaders: null,
      readBody: async (maxBytes) => (bytes.length > maxBytes ? undefined : bytes),
      ...more,
    });
    return { status: reply.status, headers: reply.headers, body: reply.body && JSON.parse(reply.body) };
  };
  const audience = async (name: string, answers: string[], componentId = "comp-1") => {
    const story = { componentId, answers };
    const made = await createAudience(ctx, { name, description: "", origin: "story", story });
    return made.audience.id;
  };
  const system: Ctx = { ...ctx, actor: { kind: "system", name: "Junction" } };
  const fill = async (audienceId: string) => {
    for (let after: string | null = ""; after !== null; ) {
      after = await fillFromStoriesStep(system, { audienceId, after });
    }
  };
  const members = async (audienceId: string) =>
    (await membersInOrder(db, { workspaceId: ctx.workspaceId, audienceId }, null, 10_000)).map(
      (member) => member.identity,
    );
  const stored = () => db.prisma.storyAnswer.count({ where: { workspaceId: ctx.workspaceId } });
  return { ctx, key: writeKey.key, event, post, audience, fill, members, stored };
}

describe("answers to stories", () => {
  it("put their users into the audiences that want them, at once", async () => {
    const { event, post, audience, members } = await ground();
    const yes = await audience("Said yes", ["yes"]);
    const either = await audience("Yes or maybe", ["yes", "maybe"]);
    const any = await audience("Answered", []);
    const other = await audience("Another poll", [], "comp-2");
    const events = [event("a", "yes"), event("b", "maybe"), event("c", "no")];
    expect(await post({ events })).toMatchObject({
      status: 200,
      body: { status: "ok", stored: 3, duplicates: 0 },
    });
    expect(await members(yes)).toEqual(["a"]);
    expect(await members(either)).toEqual(["a", "b"]);
    expect(await members(any)).toEqual(["a", "b", "c"]);
    expect(await members(other)).toEqual([]);
  });

  it("move a user who changes their mind, in the order of time however they arrive", async () => {
    const { ctx, event, post, audience, members } = await ground();
    const yes = await audience("Said yes", ["yes"]);
    const no = await audience("Said no", ["no"]);
    await post(event("a", "yes"));
    ctx.clock.advance(60_000);
    await post(event("a", "no"));
    expect([await members(yes), await members(no)]).toEqual([[], ["a"]]);
    const late = new Date(ctx.clock.now().getTime() - 30_000).toISOString();
    await post(event("a", "yes", { timestamp: late }));
    expect([await members(yes), await members(no)]).toEqual([[], ["a"]]);
  });

  it("of a kind with several answers keep their user in all of their audiences", async () => {
    const { ctx, event, post, audience, members } = await ground();
    const heart = await audience("Hearts", ["heart"]);
    const fire = await audience("Fires", ["fire"]);
    await post(event("a", "heart", { kind: "emoji" }));
    ctx.clock.advance(1_000);
    await post(event("a", "fire", { kind: "emoji" }));
    expect([await members(heart), await members(fire)]).toEqual([["a"], ["a"]]);
  });

  it("count once however often they are delivered", async () => {
    const { ctx, event, post, audience, members, stored } = await ground();
    const yes = await audience("Said yes", ["yes"]);
    const first = event("a", "yes");
    await post({ events: [first, first] });
    ctx.clock.advance(1_000);
    await post(event("a", "no"));
    expect(await post({ ...first, timestamp: ctx.clock.now().toISOString() })).toMatchObject({
      body: { stored: 0, duplicates: 1 },
    });
    expect(await members(yes)).toEqual([]);
    expect(await stored()).toBe(2);
  });

  it("that are stored already fill a new audience: the last one of each user, many or few", async () => {
    const { ctx, event, post, audience, fill, members } = await ground();
    for (let page = 0; page < 6; page += 1) {
      const events = Array.from({ length: 500 }, (_, index) => event(`u-${page}-${index}`, "yes"));
      await post({ events });
    }
    ctx.clock.advance(1_000);
    await post(event("u-0-0", "no"));
    const yes = await audience("Said yes", ["yes"]);
    expect(await members(yes)).toEqual([]);
    await fill(yes);
    await fill(yes);
    const found = await members(yes);
    expect(found).toHaveLength(2_999);
    expect(found).not.toContain("u-0-0");
    // What had been said before the last answer, but comes only now, does not bring the user in.
    const early = new Date(ctx.clock.now().getTime() - 500).toISOString();
    await post(event("u-0-0", "yes", { timestamp: early }));
    expect(await members(yes)).not.toContain("u-0-0");
  });

  it.each([
    ["kind", { kind: "nope" }],
    ["customParameter", { customParameter: " " }],
    ["customParameter", { customParameter: "undefined" }],
    ["customParameter", { customParameter: 2 ** 53 }],
    ["customParameter", { customParameter: "x".repeat(1_024) }],
    ["componentId", { componentId: null }],
    ["storyId", { storyId: { a: 1 } }],
    ["answer", { answer: "x".repeat(201) }],
    ["answer", { answer: "nul\0" }],
    ["timestamp", { timestamp: "yesterday" }],
    ["messageId", { messageId: "m".repeat(201) }],
  ])("with a wrong %s are refused by name, and nothing of the call is stored", async (field, wrong) => {
    const { event, post, stored } = await ground();
    const reply = await post({ events: [event("a", "yes"), event("b", "yes", wrong)] });
    expect(reply).toMatchObject({ status: 400, body: { status: "refused", field: `events[1].${field}` } });
    expect(reply.body.message).toContain(`events[1].${field}: `);
    expect((await post(event("b", "yes", wrong))).body.field).toBe(field);
    expect(await stored()).toBe(0);
  });

  it("need the write key of a source, by Basic or in the body, and a body that can be read", async () => {
    const { key, event, post, stored } = await ground();
    expect((await post(event("a", "yes"), null)).status).toBe(401);
    expect((await post(event("a", "yes"), "wk_nobody")).status).toBe(401);
    expect((await post({ ...event("a", "yes"), writeKey: key }, null)).status).toBe(200);
    expect((await post("{", key)).body).toMatchObject({ field: "body" });
    expect((await post("[]", key)).body).toMatchObject({ field: "body" });
    expect((await post({ events: [] }, key)).body).toMatchObject({ field: "events" });
    expect((await post({ events: Array(501).fill({}) }, key)).body).toMatchObject({ field: "events" });
    expect((await post("x".repeat(2 ** 20 + 1), key)).status).toBe(413);
    expect((await post({}, key, { method: "GET" })).status).toBe(405);
    const preflight = await post({}, null, { method: "OPTIONS" });
    expect([preflight.status, preflight.headers["access-control-allow-origin"]]).toEqual([204, "*"]);
    expect(await stored()).toBe(1);
  });

  it("are listed by component with their counts, in their own workspace alone", async () => {
    const { ctx, event, post } = await ground();
    await post({ events: [event("a", "yes"), event("b", "yes"), event("c", "no")] });
    ctx.clock.advance(1_000);
    await post(event("a", "heart", { componentId: "other_1", kind: "emoji" }));
    const { items } = await listStoryComponents(ctx, { search: "" });
    expect(items.map((item) => [item.componentId, item.kind, item.answers])).toEqual([
      ["other_1", "emoji", [{ answer: "heart", count: 1 }]],
      [
        "comp-1",
        "poll",
        [
          { answer: "yes", count: 2 },
          { answer: "no", count: 1 },
        ],
      ],
    ]);
    expect((await listStoryComponents(ctx, { search: "comp_" })).items).toEqual([]);
    expect((await listStoryComponents(await testCtx(database.db), { search: "" })).items).toEqual([]);
  });

  it("are counted right whoever sends them at once, in whatever order and however often", async () => {
    const { ctx, event, post } = await ground();
    const answers = ["yes", "no", "maybe"];
    const events = Array.from({ length: 240 }, (_, index) =>
      event(`u-${index}`, answers[index % 3] ?? "", {
        componentId: `comp-${index % 4}`,
        storyId: `story-${index}`,
        timestamp: new Date(ctx.clock.now().getTime() - index * 1_000).toISOString(),
      }),
    );
    const calls = Array.from({ length: 12 }, (_, call) =>
      // Every second call repeats the one before it, in another order.
      events.slice(20 * (call - (call % 2)), 20 * (call - (call % 2)) + 40),
    );
    const repliesOf = await Promise.all(
      calls.map((some, call) => post({ events: call % 2 ? some.toReversed() : some })),
    );
    expect(repliesOf.map(({ status }) => status)).toEqual(calls.map(() => 200));
    const { items } = await listStoryComponents(ctx, { search: "" });
    const counted = await ctx.db.sql<{ componentId: string; answer: string; count: number }>(
      `select component_id as "componentId", answer, count(*)::int as count from story_answers
       where workspace_id = $1::uuid group by 1, 2`,
      [ctx.workspaceId],
    );
    const flat = items.flatMap(({ componentId, answers: own }) =>
      own.map((one) => ({ componentId, ...one })),
    );
    const byKey = (a: { componentId: string; answer: string }, b: typeof a) =>
      `${a.componentId}/${a.answer}` < `${b.componentId}/${b.answer}` ? -1 : 1;
    expect(flat.sort(byKey)).toEqual(counted.sort(byKey));
    // As its newest answer describes it, however late older ones came.
    expect(items.map(({ componentId, storyId }) => [componentId, storyId])).toEqual(
      [0, 1, 2, 3].map((n) => [`comp-${n}`, `story-${n}`]),
    );
  });

  it("are listed without being counted again", async () => {
    const { ctx, event, post } = await ground();
    await post({ events: [event("a", "yes"), event("b", "yes")] });
    await ctx.db.prisma.storyAnswer.deleteMany({ where: { workspaceId: ctx.workspaceId } });
    const { items } = await listStoryComponents(ctx, { search: "comp" });
    expect(items).toMatchObject([{ componentId: "comp-1", answers: [{ answer: "yes", count: 2 }] }]);
  });

  it("fill no audience that does not say which component it is for", async () => {
    const { ctx } = await ground();
    await expect(
      createAudience(ctx, { name: "Nothing", description: "", origin: "story" }),
    ).rejects.toMatchObject({ code: "invalid", problems: [{ field: "story" }] });
  });
});
