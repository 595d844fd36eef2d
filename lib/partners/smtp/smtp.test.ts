import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { httpClient } from "../../http/http-client.ts";
import { baseUrlOf } from "../access.ts";
import type { PartnerAccess } from "../connector.ts";
import { smtpConnector } from "./connector.ts";
import { smtpKit } from "./kit.ts";
import { isMailAddress } from "./problems.ts";
import { sendMails } from "./send-mails.ts";

const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    await new Promise<void>((resolve) => server.close(resolve));
  }
});

async function serve(options: SMTPServerOptions): Promise<string> {
  const server = new SMTPServer({ logger: false, closeTimeout: 10, disableReverseLookup: true, ...options });
  server.on("error", () => undefined);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.server.address() as AddressInfo).port}`;
}

/** Every server closes its connections. */
function hangUp(): void {
  for (const { connections } of servers) {
    for (const connection of connections as Set<{ _socket: { destroy(): void } }>) {
      connection._socket.destroy();
    }
  }
}

const http = httpClient({ allowPrivateHosts: ["127.0.0.1", "localhost"] });
const PASSWORD = "planted-secret-0123456789";

function access(where: string, settings: Record<string, string> = {}, scheme = "smtp"): PartnerAccess {
  return {
    settings: {
      server: "own",
      security: "none",
      user: "junction",
      fromAddress: "news@example.com",
      ...settings,
    },
    secrets: { password: PASSWORD },
    baseUrl: `${scheme}://${where}`,
    http,
  };
}

const plain: SMTPServerOptions = { disabledCommands: ["STARTTLS"], allowInsecureAuth: true };
const refusal = (status: number, words: string) => Object.assign(new Error(words), { responseCode: status });
const mail = (to: string) => ({
  from: "news@example.com",
  to,
  mime: Buffer.from("Subject: Hi\r\n\r\nHello\r\n"),
});
const once = { repeats: "at_most_once" } as const;
const more = { repeats: "at_least_once" } as const;

test("a connection is tested by signing in; nothing is sent", async () => {
  let mails = 0;
  const where = await serve({
    ...plain,
    onAuth: ({ username, password }, _session, done) =>
      done(username === "junction" && password === PASSWORD ? null : refusal(535, "5.7.8 no"), {
        user: username,
      }),
    onMailFrom: (_address, _session, done) => {
      mails += 1;
      done();
    },
  });
  expect(await smtpConnector.verify(access(where))).toMatchObject({ ok: true, retry: null });
  const wrong = await smtpConnector.verify(access(where, { user: "somebody" }));
  expect(wrong).toMatchObject({ ok: false, retry: "never", field: "password" });
  expect(wrong.message).toContain("5.7.8 no");
  expect(mails).toBe(0);
});

test.each([
  ["STARTTLS is wanted and not offered", { security: "starttls" }, "smtp", /STARTTLS/],
  ["TLS is wanted and plain text spoken", { security: "tls" }, "smtps", /does not begin with TLS/],
])("says so where %s", async (_name, settings, scheme, words) => {
  const where = await serve(plain);
  const said = await smtpConnector.verify(access(where, settings, scheme));
  expect(said).toMatchObject({ ok: false, retry: "never", field: "security" });
  expect(said.message).toMatch(words);
});

test.each([
  ["starttls", "smtp", {}],
  ["tls", "smtps", { secure: true }],
])("does not go on with a certificate that nobody vouches for (%s)", async (security, scheme, options) => {
  let signedIn = 0;
  const where = await serve({
    ...options,
    onAuth: (_auth, _session, done) => {
      signedIn += 1;
      done(null, { user: "x" });
    },
  });
  const said = await smtpConnector.verify(access(where, { security }, scheme));
  expect(said).toMatchObject({ ok: false, retry: "never", field: "security" });
  expect(said.message).toMatch(/certificate/);
  expect(signedIn).toBe(0);
});

test("connects to no private address that is not allowed, and to no other than the one that was checked", async () => {
  const where = await serve(plain);
  const walled = { ...access(where), http: httpClient({ allowPrivateHosts: [] }) };
  expect(await smtpConnector.verify(walled)).toMatchObject({ ok: false, retry: "never", field: "host" });
  let looked = 0;
  const changing = httpClient({
    allowPrivateHosts: ["192.0.2.1"],
    lookup: ((_host: string, _options: object, done: (e: null, all: object[]) => void) => {
      looked += 1;
      done(null, [{ address: looked === 1 ? "192.0.2.1" : "127.0.0.1", family: 4 }]);
    }) as never,
  });
  const port = where.split(":")[1];
  const dialled = changing.dial?.({ host: "mail.example.com", port: Number(port), timeoutMs: 300 });
  await expect(dialled).rejects.toThrow(/mail\.example\.com/);
  expect(looked).toBe(1);
});

test("a host that is not known is the host's fault, one that is away may come back", async () => {
  const unknown = httpClient({
    allowPrivateHosts: [],
    lookup: ((_host: string, _options: object, done: (error: Error) => void) =>
      done(Object.assign(new Error("no"), { code: "ENOTFOUND" }))) as never,
  });
  const said = await smtpConnector.verify({ ...access("smtp.nowhere.example:587"), http: unknown });
  expect(said).toMatchObject({ ok: false, retry: "never", field: "host" });
  expect(await smtpConnector.verify(access("127.0.0.1:1"))).toMatchObject({ ok: false, retry: "later" });
});

test("each message has its own verdict, and a refused one does not keep the next from leaving", async () => {
  const taken: string[] = [];
  const where = await serve({
    ...plain,
    authOptional: true,
    onAuth: (_auth, _session, done) => done(null, { user: "x" }),
    onRcptTo: ({ address = "" }, _session, done) =>
      done(
        address?.startsWith("unknown")
          ? refusal(550, `5.1.1 no such mailbox ${PASSWORD}`)
          : address?.startsWith("grey")
            ? refusal(450, "4.2.0 greylisted")
            : null,
      ),
    onData: (stream, session, done) => {
      stream.resume().on("end", () => {
        taken.push(session.envelope.rcptTo[0]?.address ?? "");
        done();
      });
    },
  });
  const said = await sendMails(
    ["a@x.io", "unknown@x.io", "grey@x.io", "b@x.io"].map(mail),
    access(where),
    more,
  );
  expect(said.verdict).toBe("accepted");
  expect(said.refusals).toMatchObject([
    { index: 1, code: "smtp_550", again: false },
    { index: 2, code: "smtp_450", again: true },
  ]);
  expect(taken).toEqual(["a@x.io", "b@x.io"]);
  expect(JSON.stringify(said)).not.toContain(PASSWORD);
});

test("a connection that breaks on a message leaves that one in doubt, and those behind it not", async () => {
  const where = await serve({
    ...plain,
    onAuth: (_auth, _session, done) => done(null, { user: "x" }),
    onData: (stream) => {
      stream.resume().on("end", hangUp);
    },
  });
  const atMost = await sendMails([mail("a@x.io"), mail("b@x.io")], access(where), once);
  expect(atMost).toMatchObject({
    verdict: "accepted",
    refusals: [
      { index: 0, code: "smtp_no_answer", again: false },
      { index: 1, again: true },
    ],
  });
  expect(await sendMails([mail("a@x.io")], access(where), more)).toMatchObject({ verdict: "later" });
});

test("a from address that nobody may send from stops everything", async () => {
  const where = await serve({
    ...plain,
    onAuth: (_auth, _session, done) => done(null, { user: "x" }),
    onMailFrom: (_address, _session, done) => done(refusal(550, "5.7.1 not your address")),
  });
  expect(await sendMails([mail("a@x.io")], access(where), more)).toMatchObject({
    verdict: "refused",
    message: expect.stringContaining("from address"),
  });
});

test("a session that the server ended while it rested is replaced, and nothing is sent twice", async () => {
  const taken: string[] = [];
  const where = await serve({
    ...plain,
    onAuth: (_auth, _session, done) => done(null, { user: "x" }),
    onData: (stream, session, done) => {
      stream.resume().on("end", () => {
        taken.push(session.envelope.rcptTo[0]?.address ?? "");
        done();
      });
    },
  });
  expect(await sendMails([mail("a@x.io")], access(where), more)).toMatchObject({
    verdict: "accepted",
    refusals: [],
  });
  hangUp();
  expect(await sendMails([mail("b@x.io")], access(where), more)).toMatchObject({
    verdict: "accepted",
    refusals: [],
  });
  expect(taken).toEqual(["a@x.io", "b@x.io"]);
});

test("the address of a server is the one of its settings, unless the environment replaces it", () => {
  const settings = { server: "own", host: "smtp.example.com", port: "2525", security: "tls" };
  expect(baseUrlOf({}, smtpKit.id, settings)).toBe("smtps://smtp.example.com:2525");
  const hosts = {
    JUNCTION_HOST_SMTP: "smtp://relay.internal:25",
    JUNCTION_HOST_SMTP_SANDBOX: "smtp://127.0.0.1:1/smtp",
  };
  expect(baseUrlOf(hosts, smtpKit.id, settings)).toBe("smtp://relay.internal:25");
  expect(baseUrlOf(hosts, smtpKit.id, { server: "sandbox" })).toBe("smtp://127.0.0.1:1/smtp");
});

test.each([
  ["asha@example.com", true],
  ["a.b+c@sub.example.co.uk", true],
  ["a@b", false],
  ["a b@example.com", false],
  ["a@example.com\r\nBcc: b@example.com", false],
  ['"a"@example.com', false],
  [`${"a".repeat(65)}@example.com`, false],
])("%j as an address: %s", (text, is) => {
  expect(isMailAddress(text)).toBe(is);
});
