import { expect, it } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { knownPlace, notePlace } from "./place-store.ts";
import { placed } from "./placed.ts";
import { processEnv } from "./plans.ts";
import { readSettings } from "./settings.ts";

const database = testDatabase();

type Kind = Parameters<typeof placed>[0];
const envOf = async (kind: Kind, own: Record<string, string> = {}) => {
  const there = placed(kind, readSettings(own), await knownPlace(database.url));
  return processEnv({ ...there, databaseUrl: database.url, secret: "a secret of tests", dev: false });
};

it("a process with DATABASE_URL and JUNCTION_SECRET alone knows the address of the installation and its sandbox", async () => {
  expect(await knownPlace(database.url)).toEqual({});
  await notePlace(database.url, {
    ...{ url: "http://localhost:4000", isGiven: false, sandboxPort: 4_005, mailPort: 4_006 },
  });
  const worker = await envOf("worker");
  expect(worker).toMatchObject({
    JUNCTION_URL: "http://localhost:4000",
    JUNCTION_SANDBOX_PORT: "4005",
    JUNCTION_SANDBOX_SMTP_PORT: "4006",
  });
  expect(worker.JUNCTION_ALLOW_PRIVATE_HOSTS).toContain("127.0.0.1:4005,127.0.0.1:4006");
  // Nobody said where people reach it: a second web process is where it listens.
  expect(await envOf("web", { PORT: "4100" })).toMatchObject({
    JUNCTION_URL: "http://localhost:4100",
    JUNCTION_SANDBOX_PORT: "4005",
  });
});

it("what was noted last counts, what a process is told itself counts more, and a sandbox is where it is told to be", async () => {
  await notePlace(database.url, { url: "https://junction.example", isGiven: true });
  expect(await knownPlace(database.url)).toMatchObject({
    url: "https://junction.example",
    sandboxPort: 4_005,
  });
  for (const kind of ["web", "worker"] as const) {
    expect((await envOf(kind)).NEXTAUTH_URL).toBe("https://junction.example");
  }
  const told = { JUNCTION_URL: "https://other.example", JUNCTION_SANDBOX_PORT: "4200" };
  expect(await envOf("worker", told)).toMatchObject(told);
  expect(await envOf("sandbox", { PORT: "4300" })).toMatchObject({ JUNCTION_SANDBOX_PORT: "4301" });
});
