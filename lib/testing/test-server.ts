import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrate } from "../db/migrate.ts";
import { startPostgres } from "../launch/postgres.ts";
import { commandOf } from "../launch/processes.ts";
import { once } from "./once.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Address of the migrated database that every test file copies. */
    templateUrl: string;
    /** Address from which databases are made and dropped. */
    maintenanceUrl: string;
  }
}

const prefix = "junction-test-postgres-";

// A run that was killed leaves its server; the folder's name says whose it was.
async function removeLeftovers(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(prefix) ? name.slice(prefix.length) : Number.NaN);
    if (pid && (await commandOf(pid)) === "") {
      const dir = join(tmpdir(), name);
      const left = await startPostgres({ dir, throwaway: true }).catch(() => undefined);
      await left?.stop();
      await rm(dir, { recursive: true, force: true });
    }
  }
}

/** The server for the tests: one of our own, or the one that TEST_DATABASE_URL names. */
async function testServer(): Promise<{ url(database: string): string; stop(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  if (given) {
    const url = (database: string) => Object.assign(new URL(given), { pathname: `/${database}` }).href;
    return { url, stop: async () => {} };
  }
  await removeLeftovers();
  const dir = join(tmpdir(), `${prefix}${process.pid}`);
  await mkdir(dir, { recursive: true });
  const server = await startPostgres({ dir, throwaway: true });
  const stop = async () => {
    await server.stop();
    await rm(dir, { recursive: true, force: true });
  };
  return { url: server.url, stop };
}

/** Vitest's global set-up: a PostgreSQL server with one migrated template database, gone at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const given = process.env.TEST_DATABASE_URL;
  const base = given ? new URL(given).pathname.slice(1) : "junction_test";
  const template = `${base}_${randomBytes(4).toString("hex")}`;
  const home = given ?? server.url("postgres");
  await once(home, `CREATE DATABASE "${template}"`);
  await migrate(server.url(template));
  project.provide("maintenanceUrl", home);
  project.provide("templateUrl", server.url(template));
  return async () => {
    await once(home, `DROP DATABASE "${template}" WITH (FORCE)`);
    await server.stop();
  };
}
