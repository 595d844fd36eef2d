import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "../../context.ts";
import { connectPartner } from "../../integrations/verbs/connect-partner.ts";
import { sandboxAccount } from "../../sandbox/account.ts";
import { newestMessages } from "../../sandbox/messages-store.ts";
import { type Sandbox, startSandbox } from "../../sandbox/start-sandbox.ts";
import { campaignGround } from "../../testing/campaign-ground.ts";
import { testDatabase } from "../../testing/database.ts";
import { answerLink } from "../../tracking/endpoint.ts";
import { listRecipients } from "../verbs/list-recipients.ts";
import { reportCampaign } from "../verbs/report-campaign.ts";
import { testCampaign } from "../verbs/test-campaign.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(() => sandbox.stop());

async function mailGround() {
  const ground = await campaignGround(database.db, { url: sandbox.hostOf("segment") });
  const { ctx, workspaceId } = ground;
  Object.assign(ctx.hosts, { JUNCTION_HOST_SMTP_SANDBOX: sandbox.hostOf("smtp") });
  Object.assign(ground.system.hosts, ctx.hosts);
  const user = `mail-${workspaceId.slice(-12)}`;
  const smtp = await connectPartner(ctx, {
    partner: "smtp",
    nickname: "Mail",
    values: { server: "sandbox", user, password: "secret", fromAddress: "news@acme.example" },
  });
  const visitor: Ctx = { ...ctx, actor: { kind: "anonymous" }, workspaceId: "" };
  return {
    ...ground,
    draftMail: () =>
      ground.draft({
        channel: "email",
        what: { connections: { smtp: smtp.id } },
        content: { subject: "Hi", html: '<p>Hi <a href="https://shop.example/sale">Sale</a></p>' },
      }),
    /** Mails of this account, the newest first. */
    mails: async () => {
      const page = { partner: "smtp", account: sandboxAccount(user), search: "", before: null, limit: 10 };
      return (await newestMessages(database.db, page)).map(({ body }) => JSON.stringify(body));
    },
    follow: (mail: string, what: "open" | "click") => {
      const path = what === "open" ? "o" : "c";
      const token = new RegExp(`junction\\.example/t/${path}/([A-Za-z0-9_-]+)`).exec(mail)?.[1] ?? "";
      const request = { method: "GET", token, userAgent: null, purpose: null };
      return answerLink(visitor, what, { ...request, readBody: async () => Buffer.from("") });
    },
  };
}

test("what is done with a test of a mail counts nowhere, and its links lead on", async () => {
  const ground = await mailGround();
  await ground.people(2);
  const draft = await ground.draftMail();
  expect(draft.problems).toEqual([]);
  const { results } = await testCampaign(ground.ctx, { id: draft.id, people: ["u-0"] });
  expect(results).toMatchObject([{ ok: true }]);
  const [tried = ""] = await ground.mails();
  expect(await ground.follow(tried, "open")).toMatchObject({ status: 200 });
  expect(await ground.follow(tried, "click")).toMatchObject({
    status: 302,
    headers: { location: "https://shop.example/sale" },
  });
  const counted = async () => {
    const { counts, overTime } = await reportCampaign(ground.ctx, { id: draft.id });
    const people = { id: draft.id, search: "", limit: 10 };
    const listed = await Promise.all(
      (["viewed", "clicked"] as const).map((did) => listRecipients(ground.ctx, { ...people, did })),
    );
    expect(listed.map(({ items }) => items.length)).toEqual([counts.viewed, counts.clicked]);
    expect(overTime.reduce((sum, { viewed }) => sum + viewed, 0)).toBe(counts.viewed);
    return [counts.sent, counts.viewed, counts.clicked];
  };
  expect(await counted()).toEqual([0, 0, 0]);
  expect(await ground.raised()).toEqual({});

  await ground.publish(draft);
  await ground.work();
  const [sent = ""] = await ground.mails();
  await ground.follow(sent, "open");
  await ground.follow(sent, "click");
  expect(await counted()).toEqual([2, 1, 1]);
});
