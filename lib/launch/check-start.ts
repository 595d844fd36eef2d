import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import pg from "pg";
import { isPortFree } from "./ports.ts";
import { commandOf } from "./processes.ts";
import { readSettings, type Settings } from "./settings.ts";
import { Unstartable, wordsOf } from "./unstartable.ts";

// Not `recursive`: Node 20 tries for ever where a file system takes no folders.
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && dirname(path) !== path && !existsSync(dirname(path))) {
      await makeFolder(dirname(path));
      await mkdir(path);
    } else if (code !== "EEXIST") {
      throw error;
    }
  }
}

/** Throws one sentence when the data folder cannot be made or written. */
export async function checkDataDir(dataDir: string): Promise<void> {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    await makeFolder(dataDir);
    await writeFile(probe, "");
    await rm(probe);
  } catch (cause) {
    throw new Unstartable(
      `The data folder ${dataDir} is not writable by this user (${(cause as NodeJS.ErrnoException).code}); make it writable or set JUNCTION_DATA_DIR.`,
      { cause },
    );
  }
}

/** Throws one sentence, without the password of the address, when the database does not answer. */
export async function checkDatabase(url: string): Promise<void> {
  let where = "that is set";
  try {
    const { hostname, port, pathname } = new URL(url);
    where = `at ${hostname}:${port || 5432}${pathname}`;
  } catch {
    throw new Unstartable(
      "The setting DATABASE_URL is not an address like postgresql://user:password@host:5432/name.",
    );
  }
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
  } catch (cause) {
    throw new Unstartable(`The database ${where} (DATABASE_URL) does not answer: ${wordsOf(cause)}.`, {
      cause,
    });
  } finally {
    await client.end().catch(() => undefined);
  }
}

export async function checkPort(port: number, setting: string): Promise<void> {
  if (!(await isPortFree(port))) {
    throw new Unstartable(
      `Port ${port} is in use by another program; stop it or set ${setting} to a free port.`,
    );
  }
}

const pidFile = (dataDir: string) => join(dataDir, "start.pid");

/** Two starts on one data folder would fight over its PostgreSQL. */
export async function checkAlone(dataDir: string): Promise<void> {
  const pid = Number(await readFile(pidFile(dataDir), "utf8").catch(() => ""));
  // Ids are reused: only a node that runs start.mjs counts, not the shell or npm around this very process.
  const isStart = /(^|\/)node(\.exe)?\s.*start\.mjs/.test(pid ? await commandOf(pid) : "");
  if (isStart && pid !== process.pid) {
    throw new Unstartable(
      `Junction already runs on the data folder ${dataDir} (process ${pid}); stop it or set JUNCTION_DATA_DIR.`,
    );
  }
}

/** Notes that this process runs on the data folder. */
export async function claimDataDir(dataDir: string): Promise<void> {
  await checkAlone(dataDir);
  await writeFile(pidFile(dataDir), String(process.pid));
}

export async function releaseDataDir(dataDir: string): Promise<void> {
  await rm(pidFile(dataDir), { force: true });
}

/** Everything that can be known to prevent a start before anything is built or started. */
export async function checkStart(settings: Settings = readSettings()): Promise<void> {
  await checkDataDir(settings.dataDir);
  await checkAlone(settings.dataDir);
  await checkPort(settings.PORT, "PORT");
  if (settings.JUNCTION_DEMO && settings.JUNCTION_SANDBOX_PORT) {
    await checkPort(settings.JUNCTION_SANDBOX_PORT, "JUNCTION_SANDBOX_PORT");
  }
  if (settings.JUNCTION_DEMO && settings.JUNCTION_SANDBOX_SMTP_PORT) {
    await checkPort(settings.JUNCTION_SANDBOX_SMTP_PORT, "JUNCTION_SANDBOX_SMTP_PORT");
  }
  if (settings.DATABASE_URL) {
    await checkDatabase(settings.DATABASE_URL);
  }
}
