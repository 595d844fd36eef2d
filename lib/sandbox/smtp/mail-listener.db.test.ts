import { afterAll, beforeAll, expect, test } from "vitest";
import { mimeOf } from "../../channels/email/mime.ts";
import { httpClient } from "../../http/http-client.ts";
import { newToken } from "../../kernel/ids.ts";
import type { PartnerAccess } from "../../partners/connector.ts";
import { smtpConnector } from "../../partners/smtp/connector.ts";
import { sendMails } from "../../partners/smtp/send-mails.ts";
import { testDatabase } from "../../testing/database.ts";
import { sandboxAccount } from "../account.ts";
import type { SandboxFaults } from "../faults.ts";
import { newestMessages } from "../messages-store.ts";
import { sandboxMail } from "../schema.ts";
import { type Sandbox, startSandbox } from "../start-sandbox.ts";

const database = testDatabase();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ db: database.db });
});
afterAll(async () => {
  await sandbox.stop();
});

function access(user: string, password = "any"): PartnerAccess {
  return {
    settings: { server: "sandbox", user, fromAddress: "news@example.com" },
    secrets: { password },
    baseUrl: sandbox.hostOf("smtp"),
    http: httpClient({ allowPrivateHosts: [`127.0.0.1:${sandbox.mailPort}`] }),
  };
}

async function behave(key: string, faults: SandboxFaults): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${sandbox.port}/_control/faults`, {
    method: "POST",
    body: JSON.stringify({ partner: "smtp", key, faults }),
  });
  expect(answer.status).toBe(200);
}

async function mail(to: string, id = to) {
  const mime = await mimeOf({
    messageId: id,
    date: "2026-01-01T00:00:00Z",
    from: { name: "Acme", address: "news@example.com" },
    replyTo: "help@example.com",
    to,
    subject: "Grüße",
    unsubscribe: "https://j.example/unsubscribe/1",
    html: "<p>Grüße</p>",
    text: "Grüße",
  });
  return { from: "news@example.com", to, mime };
}

const kept = (user: string) =>
  newestMessages(database.db, {
    partner: "smtp",
    account: sandboxAccount(user),
    search: "",
    before: null,
    limit: 100,
  });
const more = { repeats: "at_least_once" } as const;

test("any user has an account of its own; one that is refused on purpose has none", async () => {
  const user = newToken("user");
  expect(await smtpConnector.verify(access(user))).toMatchObject({ ok: true });
  for (const wrong of [access("refused-user"), access(user, "refused-password")]) {
    expect(await smtpConnector.verify(wrong)).toMatchObject({ ok: false, retry: "never", field: "password" });
  }
  expect(await smtpConnector.verify(access(""))).toMatchObject({ ok: false, retry: "never" });
});

test("a mail is kept as its reader sees it, once however often it comes, and by nobody else's account", async () => {
  const [user, other] = [newToken("user"), newToken("user")];
  const one = await mail("asha@example.com");
  expect(await sendMails([one, one], access(user), more)).toMatchObject({
    verdict: "accepted",
    refusals: [],
  });
  const [row, ...rest] = await kept(user);
  expect(rest).toEqual([]);
  expect(row).toMatchObject({
    messageId: "asha=40example.com@example.com",
    copies: 2,
    differing: 0,
    problem: null,
  });
  expect(sandboxMail.parse(row?.body)).toMatchObject({
    from: "Acme <news@example.com>",
    to: "asha@example.com",
    replyTo: "help@example.com",
    subject: "Grüße",
    envelope: { from: "news@example.com", to: ["asha@example.com"] },
    headers: { "List-Unsubscribe": "<https://j.example/unsubscribe/1>" },
    html: expect.stringContaining("<p>Grüße</p>"),
    text: expect.stringContaining("Grüße"),
  });
  expect(await kept(other)).toEqual([]);
});

test.each<[string, SandboxFaults, object]>([
  ["nobody is let in", { status: 401 }, { verdict: "unauthorised" }],
  ["it is out of order", { status: 503 }, { verdict: "later" }],
  ["it hangs up", { hangUp: true }, { verdict: "later" }],
  ["it greylists", { status: 429 }, { refusals: [{ code: "smtp_450", again: true }] }],
  ["it knows no mailbox", { refuseEveryNthRecord: 1 }, { refusals: [{ code: "smtp_550", again: false }] }],
])(
  "where %s, the client sees what a real server would say, and nothing is kept",
  async (_name, faults, said) => {
    const user = newToken("user");
    await behave(user, faults);
    expect(await sendMails([await mail("a@example.com")], access(user), more)).toMatchObject(said);
    expect(await kept(user)).toEqual([]);
    await behave(user, {});
    expect(await sendMails([await mail("a@example.com")], access(user), more)).toMatchObject({
      verdict: "accepted",
      refusals: [],
    });
    expect(await kept(user)).toHaveLength(1);
  },
);

test("addresses that begin with “unknown” have no mailbox, whatever the faults are", async () => {
  const user = newToken("user");
  const mails = await Promise.all(["unknown@example.com", "b@example.com"].map((to) => mail(to)));
  expect(await sendMails(mails, access(user), more)).toMatchObject({
    verdict: "accepted",
    refusals: [{ index: 0, code: "smtp_550", again: false }],
  });
  expect(await kept(user)).toHaveLength(1);
});
