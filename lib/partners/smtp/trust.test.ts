import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, expect, test } from "vitest";
import { testAuthority } from "../../testing/certificates.ts";
import { tempDir } from "../../testing/temp-dir.ts";

const visitor = fileURLToPath(new URL("../../testing/visit-mail-server.ts", import.meta.url));
const authority = testAuthority();
const EXPIRED = "20201231235959Z";
const servers: SMTPServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    await new Promise<void>((resolve) => server.close(resolve));
  }
});

/** A mail server on `localhost`, and what it saw. */
async function serve(options: SMTPServerOptions) {
  const seen: { safe: boolean; user: string; mail: string }[] = [];
  const server = new SMTPServer({
    ...{ logger: false, closeTimeout: 10, disableReverseLookup: true },
    onAuth: ({ username }, _session, done) => done(null, { user: username ?? "" }),
    onData: async (stream, session, done) => {
      seen.push({ safe: session.secure, user: String(session.user), mail: await text(stream) });
      done();
    },
    ...options,
  });
  server.on("error", () => undefined);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  return { seen, port: (server.server.address() as AddressInfo).port };
}

/** What Junction says that was told to trust the tests' authority, or was not. */
async function visit(port: number, security: string, trusts = true) {
  const file = join(tempDir(), "authority.pem");
  writeFileSync(file, authority.cert);
  const child = spawn(process.execPath, ["--import", "tsx", visitor, String(port), security], {
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "test" },
      ...(trusts && { NODE_EXTRA_CA_CERTS: file }),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  if (out === "") {
    throw new Error(errors);
  }
  return JSON.parse(out) as { verified: { ok: boolean; message: string }; sent: { verdict: string } };
}

test.each([
  ["tls", { secure: true }],
  ["starttls", {}],
])("a mail leaves encrypted to a server whose authority is trusted (%s)", async (security, options) => {
  const { seen, port } = await serve({ ...authority.issue(["localhost"]), ...options });
  const { verified, sent } = await visit(port, security);
  expect(verified).toMatchObject({ ok: true, message: expect.stringContaining("accepts the user name") });
  expect(sent).toMatchObject({ verdict: "accepted", refusals: [] });
  expect(seen).toEqual([{ safe: true, user: "junction", mail: "Subject: Hi\r\n\r\nHello\r\n" }]);
});

test.each([
  ["an authority that is not trusted", {}, false, "NODE_EXTRA_CA_CERTS"],
  ["another server's name", { hosts: ["mail.elsewhere.example"] }, true, "mail.elsewhere.example"],
  ["a date that has passed", { until: EXPIRED }, true, "certificate has expired"],
])("nothing is sent to a server whose certificate is of %s", async (_name, given, trusts, words) => {
  const { hosts = ["localhost"], until } = given as { hosts?: string[]; until?: string };
  for (const [security, options] of [
    ["tls", { secure: true }],
    ["starttls", {}],
  ] as const) {
    const { seen, port } = await serve({ ...authority.issue(hosts, until), ...options });
    const { verified, sent } = await visit(port, security, trusts);
    expect(verified).toMatchObject({ ok: false, field: "security" });
    expect(verified.message).toContain(words);
    expect(sent).toMatchObject({ verdict: "refused", message: expect.stringContaining(words) });
    expect(seen).toEqual([]);
  }
});
