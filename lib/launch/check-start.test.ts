import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import { tempDir } from "../testing/temp-dir.ts";
import { checkStart, claimDataDir, releaseDataDir } from "./check-start.ts";
import { freePort } from "./ports.ts";
import { checkNode } from "./prepare.mjs";
import { readSettings } from "./settings.ts";
import { Unstartable } from "./unstartable.ts";

const dir = tempDir();
const servers: Server[] = [];
const children: ChildProcess[] = [];
afterAll(() => {
  for (const server of servers) {
    server.close();
  }
  for (const child of children) {
    child.kill("SIGKILL");
  }
});

async function takenPort(): Promise<number> {
  const server = createServer().listen(0);
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

/** What a start with these settings says before it gives up; fails when it would start, or when it is a bug. */
async function refusal(settings: Record<string, string>): Promise<string> {
  const source = { JUNCTION_DATA_DIR: join(dir, "data"), PORT: String(await freePort()), ...settings };
  try {
    await checkStart(readSettings(source));
  } catch (error) {
    expect(error).toBeInstanceOf(Unstartable);
    return (error as Unstartable).sentence;
  }
  throw new Error("It would start.");
}

test("settings that are right let it start, and make the data folder", async () => {
  await expect(refusal({})).rejects.toThrow("It would start.");
});

test("an invalid setting is named", async () => {
  for (const port of ["99999", "abc", "80.5"]) {
    expect(await refusal({ PORT: port })).toBe(
      "The setting PORT is not valid: a port is a number from 1 to 65535.",
    );
  }
  expect(await refusal({ JUNCTION_SECRET: "short" })).toBe(
    "The setting JUNCTION_SECRET is not valid: use at least 16 characters.",
  );
  expect(await refusal({ JUNCTION_DEMO: "perhaps" })).toBe(
    "The setting JUNCTION_DEMO is not valid: use 1 or 0.",
  );
  expect(await refusal({ JUNCTION_HOST_SEGMENT_EU: "relay" })).toContain("JUNCTION_HOST_SEGMENT_EU");
  expect(await refusal({ JUNCTION_ALLOW_PRIVATE_HOSTS: "10.0.0.0/99" })).toBe(
    'JUNCTION_ALLOW_PRIVATE_HOSTS: "10.0.0.0/99" is neither a host, nor host:port, nor a CIDR.',
  );
});

test("an address that is none is told from one, and nothing after its host is taken for a part of it", async () => {
  const address = "use an address like https://junction.example.com";
  for (const url of [
    "localhost:3000",
    "junction.example.com:8443",
    "ftp://junction.example.com",
    "junction",
  ]) {
    expect(await refusal({ JUNCTION_URL: url })).toBe(`The setting JUNCTION_URL is not valid: ${address}.`);
  }
  expect(await refusal({ JUNCTION_URL: "https://example.com/junction" })).toBe(
    `The setting JUNCTION_URL is not valid: ${address}, with nothing after the host.`,
  );
  await expect(refusal({ JUNCTION_URL: "https://Example.com/" })).rejects.toThrow("It would start.");
});

test("a partner's host under a name that none has is told, for it goes unheard; one of another kind is refused by name", async () => {
  const told = vi.spyOn(console, "error").mockReturnValue();
  const misspelt = { JUNCTION_HOST_SEGMNT_EU: "https://proxy.example.com" };
  await expect(refusal(misspelt)).rejects.toThrow("It would start.");
  expect(told.mock.calls.flat()).toEqual([
    expect.stringMatching(/^The setting JUNCTION_HOST_SEGMNT_EU has no effect: it is of no partner's host/),
  ]);
  told.mockRestore();
  expect(await refusal({ JUNCTION_HOST_SEGMENT_EU: "proxy.example.com:8080" })).toBe(
    "The setting JUNCTION_HOST_SEGMENT_EU is not valid: use an address like https://proxy.example.com.",
  );
  expect(await refusal({ JUNCTION_HOST_SMTP: "http://relay.example.com" })).toBe(
    "The setting JUNCTION_HOST_SMTP is not valid: use an address like smtp://relay.example.com:587.",
  );
  for (const name of ["CLEVERTAP_EU1", "EVENTBRIDGE_EU_WEST_1", "STS_EU_WEST_1", "STORYLY", "GOOGLE_OAUTH"]) {
    const source = { [`JUNCTION_HOST_${name}`]: "https://proxy.example.com" };
    await expect(refusal(source)).rejects.toThrow("It would start.");
  }
});

test("an identity provider that is told by half is said to be", async () => {
  expect(await refusal({ OIDC_ISSUER: "https://id.example.com", OIDC_CLIENT_ID: "junction" })).toBe(
    "The settings OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET go together: OIDC_CLIENT_SECRET is not set.",
  );
});

test("a port in use is named with the setting that changes it", async () => {
  const port = String(await takenPort());
  expect(await refusal({ PORT: port })).toBe(
    `Port ${port} is in use by another program; stop it or set PORT to a free port.`,
  );
  expect(await refusal({ JUNCTION_SANDBOX_PORT: port })).toContain("JUNCTION_SANDBOX_PORT");
});

test("a database that does not answer is named without its password", async () => {
  const port = await freePort();
  const sentence = await refusal({ DATABASE_URL: `postgresql://me:hush@127.0.0.1:${port}/shop` });
  expect(sentence).toMatch(`The database at 127.0.0.1:${port}/shop (DATABASE_URL) does not answer`);
  expect(sentence).not.toContain("hush");
  expect(await refusal({ DATABASE_URL: "shop" })).toContain(
    "The setting DATABASE_URL is not an address like",
  );
});

test("a data folder that cannot be written is named", async () => {
  const file = join(dir, "a file");
  writeFileSync(file, "");
  expect(await refusal({ JUNCTION_DATA_DIR: join(file, "data") })).toMatch(
    `The data folder ${join(file, "data")} is not writable by this user`,
  );
});

test("a data folder on which another start runs is refused, one of a start that died is not", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", "start.mjs"]);
  children.push(other);
  await once(other, "spawn");
  const data = join(dir, "data");
  writeFileSync(join(data, "start.pid"), String(other.pid));
  expect(await refusal({})).toContain(
    `Junction already runs on the data folder ${data} (process ${other.pid})`,
  );
  other.kill("SIGKILL");
  await once(other, "exit");
  await claimDataDir(data);
  await claimDataDir(data);
  await releaseDataDir(data);
});

test("an old Node is refused in one sentence that says which is needed", () => {
  for (const old of ["18.20.8", "20.18.3"]) {
    expect(() => checkNode(old)).toThrow(`Junction needs Node.js 20.19 or newer; this is ${old}.`);
  }
  for (const good of ["20.19.0", "22.0.0", "24.1.0"]) {
    expect(() => checkNode(good)).not.toThrow();
  }
});
