import { expect, test } from "vitest";
import type { Ctx } from "../context.ts";
import { withTransaction } from "../db/queryable.ts";
import { newId } from "../kernel/ids.ts";
import { eraseMessages } from "../people/messages-store.ts";
import { isUnsubscribed } from "../segments/sql/field-sql.ts";
import { testDatabase } from "../testing/database.ts";
import { ingestGround, sender } from "../testing/ingest.ts";
import { testRecipient } from "../testing/recipient.ts";
import { answerLink, type TrackingReply } from "./endpoint.ts";
import { linksOf } from "./links.ts";
import type { MessageOrigin } from "./origin.ts";
import { listSubscriptions } from "./verbs/list-subscriptions.ts";
import { setSubscription } from "./verbs/set-subscription.ts";

const database = testDatabase();

async function ground() {
  const { db } = database;
  const clock = { at: Date.parse("2026-10-01T10:00:00Z"), now: () => new Date(clock.at) };
  const { ctx: member, workspaceId, key } = await ingestGround(db, clock);
  const send = sender(member, key);
  await send("identify", { userId: "ada", traits: { email: "ada@example.com" } });
  const ada = await db.prisma.person.findFirstOrThrow({ where: { workspaceId, userId: "ada" } });
  const visitor: Ctx = {
    ...member,
    actor: { kind: "anonymous" },
    workspaceId: "",
    url: "https://j.example",
  };
  const of: MessageOrigin = {
    workspaceId,
    kind: "campaign",
    id: newId(),
    reference: "1767000001_20261001",
    channel: "email",
  };
  const links = linksOf(visitor, of);
  const mail = (messageId: string, personId = ada.id) => testRecipient({ personId, messageId });
  type Ask = { method?: string; body?: string; purpose?: string; ctx?: Ctx };
  const follow = async (link: string, { method = "GET", body = "", purpose, ctx = visitor }: Ask = {}) => {
    const path = new URL(link).pathname;
    const what = path.startsWith("/t/o/") ? "open" : path.startsWith("/t/c/") ? "click" : "unsubscribe";
    return answerLink(ctx, what, {
      method,
      token: path.split("/").at(-1) ?? "",
      userAgent: "Mozilla/5.0 (test)",
      purpose: purpose ?? null,
      readBody: async () => Buffer.from(body),
    });
  };
  const events = async () => {
    const rows = await db.prisma.event.findMany({
      where: { workspaceId, sourceId: "00000000-0000-0000-0000-000000000000" },
      orderBy: { seq: "asc" },
    });
    return rows.map(({ name, personId, properties }) => ({
      name,
      personId,
      properties: properties as Record<string, unknown>,
    }));
  };
  const engagements = () =>
    db.sql<{ kind: string; messageId: string; personId: string; times: number; lastUrl: string | null }>(
      `select kind, message_id as "messageId", person_id::text as "personId", times, last_url as "lastUrl"
       from message_engagements where workspace_id = $1::uuid order by kind, message_id`,
      [workspaceId],
    );
  /** As segments and campaigns ask it. */
  const out = async (personId = ada.id) => {
    const [row] = await db.sql<{ out: boolean }>(
      `select ${isUnsubscribed("email")} as out from people p where p.workspace_id = $1::uuid and p.id = $2::uuid`,
      [workspaceId, personId],
    );
    return row?.out ?? false;
  };
  return {
    db,
    clock,
    member,
    visitor,
    workspaceId,
    send,
    ada,
    of,
    links,
    mail,
    follow,
    events,
    engagements,
    out,
  };
}

const bodyOf = ({ body }: TrackingReply) => body.toString();

test("a mail that is opened is seen once, however often it is opened", async () => {
  const { clock, links, mail, follow, events, engagements, ada, of } = await ground();
  const link = links.open(mail("m1"));
  const reply = await follow(link);
  expect(reply).toMatchObject({
    status: 200,
    headers: { "content-type": "image/gif", "cache-control": expect.stringContaining("no-store") },
  });
  await follow(link);
  clock.at += 5_000;
  await follow(link);
  expect(await engagements()).toMatchObject([
    { kind: "viewed", messageId: "m1", personId: ada.id, times: 2 },
  ]);
  expect(await events()).toEqual([
    {
      name: "Notification Viewed",
      personId: ada.id,
      properties: {
        "Campaign id": of.reference,
        "Campaign type": "E-mail",
        "CT Source": "Junction",
        wzrk_id: of.reference,
        Variant: "wzrk_default",
        wzrk_pivot: "wzrk_default",
      },
    },
  ]);
});

test.each([
  ["campaign", {}],
  ["journey", { "Journey name": "Autumn" }],
] as const)(
  "what was seen or clicked of a %s has its name and labels, as what was sent had",
  async (kind, more) => {
    const { db, workspaceId, visitor, of, mail, follow, events } = await ground();
    const row = {
      workspaceId,
      id: of.id,
      name: "Autumn",
      labels: ["sale", "shoes"],
      draft: {},
      createdBy: "Test",
    };
    if (kind === "campaign") {
      await db.prisma.campaign.create({ data: { channel: "email", qualification: "past", ...row } });
    } else {
      await db.prisma.journey.create({ data: row });
    }
    const links = linksOf(visitor, { ...of, kind });
    await follow(links.open(mail("m1")));
    await follow(links.click(mail("m1"), "https://a.example/"));
    const said = { "Campaign name": "Autumn", "Campaign labels": ["sale", "shoes"], ...more };
    expect(await events()).toMatchObject([
      { name: "Notification Viewed", properties: said },
      { name: "Notification Clicked", properties: said },
    ]);
  },
);

test("a click leads to where the mail said, and is told with its address", async () => {
  const { clock, links, mail, follow, events, engagements } = await ground();
  const url = "https://shop.example/sale?a=1";
  const reply = await follow(links.click(mail("m1"), url));
  expect(reply).toMatchObject({ status: 302, headers: { location: url, "referrer-policy": "no-referrer" } });
  clock.at += 2_000;
  await follow(links.click(mail("m1"), "https://shop.example/other"));
  await follow(links.click(mail("m1"), "https://shop.example/other"));
  clock.at += 120_000;
  await follow(links.click(mail("m1"), "https://shop.example/other"));
  expect(await engagements()).toMatchObject([
    { kind: "clicked", times: 3, lastUrl: "https://shop.example/other" },
  ]);
  const clicks = await events();
  expect(clicks.map(({ name, properties }) => [name, properties.wzrk_dl])).toEqual([
    ["Notification Clicked", url],
    ["Notification Clicked", "https://shop.example/other"],
    ["Notification Clicked", "https://shop.example/other"],
  ]);
  expect(clicks[0]?.properties).toMatchObject({ "User Agent": "Mozilla/5.0 (test)" });
});

test("who only looks ahead has opened and clicked nothing, and is led on all the same", async () => {
  const { links, mail, follow, events, engagements, out } = await ground();
  expect(await follow(links.open(mail("m1")), { method: "HEAD" })).toMatchObject({ status: 200 });
  expect(await follow(links.open(mail("m1")), { purpose: "prefetch;anonymous-client-ip" })).toMatchObject({
    status: 200,
  });
  expect(await follow(links.click(mail("m1"), "https://a.example/"), { method: "HEAD" })).toMatchObject({
    status: 302,
    headers: { location: "https://a.example/" },
  });
  expect(await follow(links.unsubscribe(mail("m1")))).toMatchObject({ status: 200 });
  expect(await follow(links.unsubscribe(mail("m1")), { method: "HEAD" })).toMatchObject({ status: 200 });
  expect([await events(), await engagements(), await out()]).toEqual([[], [], false]);
});

test("a click leads on also while nothing can be written down", async () => {
  const { links, mail, follow, visitor } = await ground();
  const broken = { ...visitor, db: { ...visitor.db, transaction: () => Promise.reject(new Error("away")) } };
  const reply = await follow(links.click(mail("m1"), "https://a.example/"), { ctx: broken });
  expect(reply).toMatchObject({ status: 302, headers: { location: "https://a.example/" } });
});

test("the page asks before it unsubscribes, shows no whole address, and offers the way back", async () => {
  const { clock, links, mail, follow, events, out, of } = await ground();
  const link = links.unsubscribe(mail("m1"));
  const asks = await follow(link);
  expect(bodyOf(asks)).toContain("<button>Unsubscribe</button>");
  expect(bodyOf(asks)).toContain("a•••@example.com");
  expect(bodyOf(asks)).not.toContain("ada@example.com");
  expect(asks.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(asks.headers["x-robots-tag"]).toContain("noindex");
  const done = await follow(link, { method: "POST", body: "act=unsubscribe" });
  expect(bodyOf(done)).toContain("You are unsubscribed");
  expect(await out()).toBe(true);
  clock.at += 1_000;
  await follow(link, { method: "POST", body: "act=unsubscribe" });
  clock.at += 1_000;
  expect(bodyOf(await follow(link))).toContain("Subscribe again");
  const again = await follow(link, { method: "POST", body: "act=resubscribe" });
  expect(bodyOf(again)).toContain("You are subscribed again");
  expect(await out()).toBe(false);
  expect(await events()).toMatchObject([
    {
      name: "Channel Unsubscribed",
      properties: { Resubscribed: "No", "Campaign id": of.reference, Reason: "link", Group: "E-mail" },
    },
    { name: "Channel Unsubscribed", properties: { Resubscribed: "Yes" } },
  ]);
});

test.each([
  "List-Unsubscribe=One-Click",
  '--x\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--x--',
  "",
])("one press of a mail program's button is enough (%j)", async (body) => {
  const { links, mail, follow, out, events } = await ground();
  expect(await follow(links.unsubscribe(mail("m1")), { method: "POST", body })).toMatchObject({
    status: 200,
  });
  expect(await out()).toBe(true);
  expect((await events())[0]?.properties).toMatchObject({ Reason: "one_click" });
});

test("a link that Junction did not make does nothing and says so", async () => {
  const { links, mail, follow, events, out } = await ground();
  const spoiled = (link: string) => `${link.slice(0, -3)}AAA`;
  expect(await follow(spoiled(links.open(mail("m1"))))).toMatchObject({ status: 404 });
  const click = await follow(spoiled(links.click(mail("m1"), "https://a.example/")));
  expect(click.status).toBe(404);
  expect(click.headers).not.toHaveProperty("location");
  const post = await follow(spoiled(links.unsubscribe(mail("m1"))), { method: "POST" });
  expect([post.status, bodyOf(post).includes("does not work")]).toEqual([404, true]);
  expect([await events(), await out()]).toEqual([[], false]);
});

test("what somebody did and did not want is that of whom they were found to be", async () => {
  const { db, workspaceId, send, ada, links, mail, follow, engagements, out } = await ground();
  await send("track", { anonymousId: "phone", event: "Seen" });
  const phone = await db.prisma.person.findFirstOrThrow({ where: { workspaceId, anonymousId: "phone" } });
  await follow(links.open(mail("m1", phone.id)));
  await follow(links.unsubscribe(mail("m1", phone.id)), { method: "POST" });
  expect(await out()).toBe(false);
  await send("identify", { userId: "ada", anonymousId: "phone" });
  expect(await out()).toBe(true);
  expect(await engagements()).toMatchObject([{ personId: ada.id }]);
  // The links of the profile that is no more still work.
  await follow(links.unsubscribe(mail("m1", phone.id)), { method: "POST", body: "act=resubscribe" });
  expect(await out()).toBe(false);
  await follow(links.click(mail("m1", phone.id), "https://a.example/"));
  expect((await engagements()).map(({ personId }) => personId)).toEqual([ada.id, ada.id]);
});

test("of a person who was deleted nothing stays and nothing is noted, and links still lead on", async () => {
  const { db, workspaceId, ada, links, mail, follow, events, engagements, out } = await ground();
  await follow(links.open(mail("m1")));
  await follow(links.unsubscribe(mail("m1")), { method: "POST" });
  const before = await events();
  await withTransaction(db.pool, async (client) => {
    await eraseMessages(client, workspaceId, [ada.id]);
    await client.query("delete from people where workspace_id = $1 and id = $2", [workspaceId, ada.id]);
  });
  expect([await engagements(), await out()]).toEqual([[], false]);
  expect(await follow(links.click(mail("m1"), "https://a.example/"))).toMatchObject({ status: 302 });
  const page = await follow(links.unsubscribe(mail("m1")), { method: "POST" });
  expect(bodyOf(page)).toContain("You are unsubscribed");
  expect(bodyOf(page)).not.toContain("Subscribe again");
  expect([await engagements(), await out(), await events()]).toEqual([[], false, before]);
});

test("a member says it for a person, which is in the audit log without the person's name", async () => {
  const { db, workspaceId, member, ada, events } = await ground();
  expect(await listSubscriptions(member, { id: ada.id })).toEqual({
    items: [
      {
        channel: "email",
        label: "E-mail",
        subscribed: true,
        at: null,
        reason: null,
        by: null,
        property: null,
      },
    ],
  });
  const set = { id: ada.id, channel: "email", subscribed: false };
  expect((await setSubscription(member, set)).items).toMatchObject([
    { subscribed: false, reason: "member", by: "Test", at: "2026-10-01T10:00:00.000Z" },
  ]);
  await setSubscription(member, set);
  const audit = await db.prisma.auditEntry.findMany({ where: { workspaceId } });
  expect(audit.map(({ action }) => action)).toEqual(["person.unsubscribed"]);
  expect(JSON.stringify(audit)).not.toContain("ada");
  expect(await events()).toHaveLength(1);
  await expect(setSubscription(member, { ...set, channel: "webhook" })).rejects.toThrow(/subscribes/);
  const viewer: Ctx = { ...member, actor: { kind: "key", id: newId(), name: "Viewer", role: "viewer" } };
  await expect(setSubscription(viewer, set)).rejects.toMatchObject({ code: "forbidden" });
  const elsewhere = { ...member, workspaceId: newId() };
  await expect(setSubscription(elsewhere, set)).rejects.toMatchObject({ code: "not_found" });
});

test("a profile that says so counts as unsubscribed, and no link takes it back", async () => {
  const { db, workspaceId, member, send, ada, links, mail, follow, out } = await ground();
  await send("identify", { userId: "ada", traits: { "MSG-email": false } });
  expect(await out()).toBe(true);
  expect((await listSubscriptions(member, { id: ada.id })).items).toMatchObject([
    { subscribed: false, reason: "property", property: "MSG-email" },
  ]);
  const page = await follow(links.unsubscribe(mail("m1")));
  expect(bodyOf(page)).toContain("You are unsubscribed");
  expect(bodyOf(page)).not.toContain("<button");
  await send("identify", { userId: "ada", traits: { "MSG-email": true } });
  expect(await out()).toBe(false);
  await follow(links.unsubscribe(mail("m1")), { method: "POST" });
  const touches = await db.sql<{ what: string }>(
    "select what from person_touches where workspace_id = $1::uuid and person_id = $2::uuid",
    [workspaceId, ada.id],
  );
  expect(touches).toEqual([{ what: "subscription:email" }]);
});
