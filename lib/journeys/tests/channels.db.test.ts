import { afterAll, beforeAll, expect, it } from "vitest";
import { tokenHash } from "../../access/secret-box.ts";
import type { Ctx } from "../../context.ts";
import { connectPartner } from "../../integrations/verbs/connect-partner.ts";
import { newToken } from "../../kernel/ids.ts";
import type { JsonObject } from "../../kernel/json.ts";
import { sandboxAccount } from "../../sandbox/account.ts";
import { newestMessages } from "../../sandbox/messages-store.ts";
import { sandboxMail } from "../../sandbox/schema.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { testDatabase } from "../../testing/database.ts";
import { journeyGround } from "../../testing/journey-ground.ts";
import { testServiceAccount } from "../../testing/service-account.ts";
import { did } from "../../testing/test-partner.ts";
import { answerLink } from "../../tracking/endpoint.ts";
import type { JourneyDraft } from "../document.ts";
import { type Drawn, draw, type Line, letter, message, track } from "../templates/draw.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

/** A workspace with a mail server and a Firebase project in the sandbox. */
async function channels() {
  const ground = await journeyGround(database.db, { url: sandbox.hostOf("segment") });
  const { ctx, workspaceId } = ground;
  Object.assign(ctx.hosts, {
    JUNCTION_HOST_SMTP_SANDBOX: sandbox.hostOf("smtp"),
    JUNCTION_HOST_FCM: sandbox.hostOf("fcm"),
    JUNCTION_HOST_GOOGLE_OAUTH: `${sandbox.hostOf("fcm")}/oauth`,
  });
  const user = newToken("user");
  const smtp = await connectPartner(ctx, {
    partner: "smtp",
    nickname: "Mail",
    values: { server: "sandbox", user, password: "any", fromAddress: "news@example.com" },
  });
  const project = `p${workspaceId.slice(-12)}`;
  const fcm = await connectPartner(ctx, {
    partner: "fcm",
    nickname: "App",
    values: { serviceAccount: testServiceAccount(project) },
  });
  const kept = (partner: string, account: string) =>
    newestMessages(database.db, {
      ...{ partner, account: sandboxAccount(account), search: "", before: null, limit: 100 },
    });
  const mails = async () =>
    (await kept("smtp", user)).map(({ body, copies }) => ({ ...sandboxMail.parse(body), copies }));
  const visitor: Ctx = { ...ctx, actor: { kind: "anonymous" }, workspaceId: "" };
  return {
    ...ground,
    ...{ smtp: smtp.id, fcm: fcm.id, mails, pushes: () => kept("fcm", project) },
    /** What somebody does with the mails that they got: each is opened, or its first link clicked. */
    engages: async (name: string, what: "open" | "click", subject?: string) => {
      const mine = (await mails()).filter(
        (mail) => mail.to.includes(`${name}@example.com`) && (subject ?? mail.subject) === mail.subject,
      );
      expect(mine).toHaveLength(1);
      const found = mine[0]?.html?.match(what === "open" ? /\/t\/o\/([\w.~-]+)/ : /\/t\/c\/([\w.~-]+)/);
      const reply = await answerLink(visitor, what, {
        ...{ method: "GET", token: found?.[1] ?? "", userAgent: "Mozilla/5.0 (test)", purpose: null },
        readBody: async () => Buffer.from(""),
      });
      expect(reply.status).toBeLessThan(400);
      await ground.work();
    },
    arrive: async (...names: string[]) => {
      await ground.batch(
        ...names.map((userId) => ({
          ...{ type: "identify", userId, traits: { email: `${userId}@example.com` } },
        })),
      );
      await ground.happens(...names.map((name) => did(name, "In")));
    },
  };
}

/** In by "In", a mail, and a place to wait at behind each of these exits. */
function mailed(smtp: string, exits: string[], subject = "Hello"): JourneyDraft {
  const nodes: Drawn[] = [
    { id: "in", kind: "entry_action", settings: { did: track("In") } },
    {
      id: "mail",
      kind: "send_email",
      settings: {
        ...letter(subject, '<a href="https://shop.example/sale">The sale</a>'),
        ...{ connections: { smtp }, waitFor: { count: 3, unit: "hours" } },
      },
    },
    ...exits.map((exit) => ({ id: exit, kind: "action", settings: { did: track("On") } })),
    { id: "out", kind: "force_exit" },
  ];
  const lines: Line[] = [
    ["in", "yes", "mail"],
    ...exits.flatMap((exit): Line[] => [
      ["mail", exit, exit],
      [exit, "yes", "out"],
    ]),
  ];
  return draw(nodes, lines);
}

it("an e-mail leaves once, and whoever opens it or clicks in time goes by Viewed, whoever does neither by Sent", async () => {
  const ground = await channels();
  const journey = await ground.running(mailed(ground.smtp, ["sent", "viewed"]));
  await ground.arrive("ada", "ben", "cleo");
  expect(await ground.places(journey.id)).toEqual(["ada at mail", "ben at mail", "cleo at mail"]);
  await ground.engages("ada", "open");
  await ground.engages("ben", "click");
  expect(await ground.places(journey.id)).toEqual(["ada at viewed", "ben at viewed", "cleo at mail"]);
  await ground.later(179);
  expect(await ground.places(journey.id)).toContain("cleo at mail");
  await ground.later(1);
  expect(await ground.places(journey.id)).toEqual(["ada at viewed", "ben at viewed", "cleo at sent"]);
  await ground.engages("cleo", "open");
  expect(await ground.places(journey.id)).toContain("cleo at sent");
  expect((await ground.mails()).map(({ copies }) => copies)).toEqual([1, 1, 1]);
  expect(await ground.raised()).toMatchObject({
    ...{ "Notification Sent": 3, "Notification Viewed": 2, "Notification Clicked": 1 },
  });
  expect(await ground.counts(journey.id)).toMatchObject({
    ...{ "mail sent": 3, "mail moved viewed": 2, "mail moved sent": 1 },
  });
});

it("whoever clicks goes by Clicked at once, whoever only opened it by Viewed when no click can come in time", async () => {
  const ground = await channels();
  const journey = await ground.running(mailed(ground.smtp, ["sent", "viewed", "clicked"]));
  await ground.arrive("ada", "ben", "cleo");
  await ground.engages("ada", "click");
  await ground.engages("ben", "open");
  await ground.engages("cleo", "open");
  await ground.engages("cleo", "click");
  expect(await ground.places(journey.id)).toEqual(["ada at clicked", "ben at mail", "cleo at clicked"]);
  await ground.later(180);
  expect(await ground.places(journey.id)).toEqual(["ada at clicked", "ben at viewed", "cleo at clicked"]);
});

it("a mail that somebody opens moves them in its own journey alone", async () => {
  const ground = await channels();
  const first = await ground.running(mailed(ground.smtp, ["viewed"], "One"), "First");
  const second = await ground.running(mailed(ground.smtp, ["viewed"], "Two"), "Second");
  await ground.arrive("ada");
  await ground.engages("ada", "open", "Two");
  expect(await ground.places(first.id)).toEqual(["ada at mail"]);
  expect(await ground.places(second.id)).toEqual(["ada at viewed"]);
});

it("whoever has no address, or wants no mails, goes by Unreachable, and whom the server refuses by Failed", async () => {
  const ground = await channels();
  const journey = await ground.running(mailed(ground.smtp, ["sent", "failed", "unreachable"]));
  await ground.batch({
    type: "identify",
    userId: "out",
    traits: { email: "out@example.com", "MSG-email": false },
  });
  await ground.happens(did("nobody", "In"), did("out", "In"));
  await ground.arrive("ada", "unknown");
  expect(await ground.places(journey.id)).toEqual([
    "ada at sent",

    "nobody at unreachable",
    "out at unreachable",
    "unknown at failed",
  ]);
  expect(await ground.raised()).toMatchObject({ "Notification Sent": 1 });
});

/** In by "In", a push, and a place to wait at behind each of its exits; people u-0, u-1 … who have these devices. */
async function pushed(ground: Awaited<ReturnType<typeof channels>>, tokens: string[][]) {
  const content: JsonObject = { platforms: ["android"], title: "Hi {{ Profile.Identity }}", body: "Sale" };
  const settings = { ...message("push", content), connections: { fcm: ground.fcm } };
  const exits = ["sent", "failed", "unreachable"];
  const journey = await ground.running(
    draw(
      [
        { id: "in", kind: "entry_action", settings: { did: track("In") } },
        { id: "push", kind: "send_push", settings },
        ...exits.map((exit) => ({ id: exit, kind: "action", settings: { did: track("On") } })),
        { id: "out", kind: "force_exit" },
      ],
      [
        ["in", "yes", "push"],
        ...exits.flatMap((exit): Line[] => [
          ["push", exit, exit],
          [exit, "yes", "out"],
        ]),
      ],
    ),
  );
  await ground.people(tokens.length);
  const people = await database.db.prisma.person.findMany({
    ...{ where: { workspaceId: ground.workspaceId }, orderBy: { userId: "asc" } },
  });
  await database.db.prisma.deviceToken.createMany({
    data: people.flatMap(({ id, workspaceId }, place) =>
      (tokens[place] ?? []).map((token) => ({
        ...{ workspaceId, kind: "fcm", token, personId: id, hash: tokenHash(token) },
        ...{ createdAt: new Date("2026-03-01"), seenAt: new Date("2026-03-01") },
      })),
    ),
  });
  await ground.happens(...tokens.map((_, place) => did(`u-${place}`, "In")));
  return journey;
}

it("a push reaches each of somebody's devices once, and whoever has none goes by Unreachable", async () => {
  const ground = await channels();
  const journey = await pushed(ground, [["a-0", "b-0"], ["unregistered-1"], []]);
  expect(await ground.places(journey.id)).toEqual(["u-0 at sent", "u-1 at failed", "u-2 at unreachable"]);
  const pushes = await ground.pushes();
  const taken = pushes.filter(({ problem }) => problem === null);
  expect(
    taken.map(({ copies, body }) => [copies, JSON.stringify(body).match(/"token":"(.*?)"/)?.[1]]).sort(),
  ).toEqual([
    [1, "a-0"],
    [1, "b-0"],
  ]);
  expect(await ground.raised()).toMatchObject({ "Notification Sent": 1 });
});

it("where devices are another Firebase project's, it is looked at again by the hour: each look costs people their message", async () => {
  const ground = await channels();
  const journey = await pushed(
    ground,
    Array.from({ length: 25 }, (_, n) => [`other-project-${n}`]),
  );
  const parked = async () => {
    const sender = await database.db.prisma.journeySender.findFirstOrThrow({
      where: { journeyId: journey.id },
    });
    return sender.parkedUntil?.toISOString();
  };
  expect(await ground.view(journey.id)).toMatchObject({
    waiting: expect.stringContaining("another Firebase project"),
  });
  expect(await parked()).toBe(new Date(ground.clock.now().getTime() + 3_600_000).toISOString());
});
