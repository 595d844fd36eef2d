import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { expect, onTestFinished, test } from "vitest";
import { httpClient } from "../http/http-client.ts";
import { faultOf } from "../testing/connection-suite.ts";
import { testDatabase } from "../testing/database.ts";
import { testCtx } from "../testing/test-ctx.ts";
import { openConnection } from "./access.ts";
import { connectPartner } from "./verbs/connect-partner.ts";
import { updateConnection } from "./verbs/update-connection.ts";

const database = testDatabase();
const PASSWORD = "planted-secret-0123456789";

/** A mail server and the passwords that it was shown. */
async function mailServer() {
  const shown: string[] = [];
  const server = new SMTPServer({
    ...{ logger: false, closeTimeout: 10, disableReverseLookup: true },
    ...{ disabledCommands: ["STARTTLS"], allowInsecureAuth: true },
    onAuth: ({ password }, _session, done) => {
      shown.push(password ?? "");
      done(null, { user: "junction" });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { shown, port: String((server.server.address() as AddressInfo).port) };
}

async function connected() {
  const ours = await mailServer();
  const http = httpClient({ allowPrivateHosts: ["127.0.0.1", "localhost"] });
  const ctx = { ...(await testCtx(database.db)), http };
  const values = {
    ...{ server: "own", host: "127.0.0.1", port: ours.port, security: "none", user: "junction" },
    ...{ password: PASSWORD, fromAddress: "news@shop.example" },
  };
  const { id } = await connectPartner(ctx, { partner: "smtp", nickname: "Mail", values });
  return { ctx, id, ours };
}
const passwordOf = async ({ ctx, id }: Awaited<ReturnType<typeof connected>>) =>
  (await openConnection(ctx, id)).access.secrets.password;

test("a kept password goes to no other host than it was entered for, whoever changes the host", async () => {
  const of = await connected();
  const other = await mailServer();
  const moved = { host: "localhost", port: other.port };
  const fault = await faultOf(updateConnection(of.ctx, { id: of.id, values: moved }), "invalid");
  expect(fault.problems).toEqual([
    {
      ...{ path: "values.password", field: "password" },
      message:
        "Enter the Password again: the one that is kept was entered for 127.0.0.1 and goes to no other host",
    },
  ]);
  expect(other.shown).toEqual([]);
  expect(await passwordOf(of)).toBe(PASSWORD);

  const values = { ...moved, password: "another-secret-9876543210" };
  const view = await updateConnection(of.ctx, { id: of.id, values });
  expect(view).toMatchObject({ status: "connected", secrets: { password: { last4: "3210" } } });
  expect(other.shown).toEqual(["another-secret-9876543210"]);
  const entry = await of.ctx.db.prisma.auditEntry.findFirst({
    where: { workspaceId: of.ctx.workspaceId, action: "connection.edited" },
  });
  expect(entry?.changes).toMatchObject({
    host: { from: "127.0.0.1", to: "localhost" },
    password: { from: "set", to: "replaced" },
  });
});

test("the way over the sandbox, which is another host too, shows it to nobody either", async () => {
  const of = await connected();
  const other = await mailServer();
  const ctx = { ...of.ctx, hosts: { JUNCTION_HOST_SMTP_SANDBOX: `smtp://127.0.0.1:${of.ours.port}/smtp` } };
  await updateConnection(ctx, { id: of.id, values: { server: "sandbox" } });
  const values = { server: "own", host: "localhost", port: other.port, security: "none" };
  const fault = await faultOf(updateConnection(ctx, { id: of.id, values }), "invalid");
  expect(fault.problems.map(({ path }) => path)).toEqual(["values.password"]);
  expect(other.shown).toEqual([]);
});

test("it stays where the port or the user changes, and is forgotten with a host that asks for none", async () => {
  const of = await connected();
  const next = await mailServer();
  await updateConnection(of.ctx, { id: of.id, values: { port: next.port, user: "other" } });
  expect(next.shown).toEqual([PASSWORD]);
  expect(await passwordOf(of)).toBe(PASSWORD);
  const other = await mailServer();
  const values = { host: "localhost", port: other.port, security: "none", user: "", password: "" };
  expect(await updateConnection(of.ctx, { id: of.id, values })).toMatchObject({ secrets: {} });
  expect(await passwordOf(of)).toBeUndefined();
  expect(other.shown).toEqual([]);
});
