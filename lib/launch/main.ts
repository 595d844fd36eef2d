import { checkStart, claimDataDir, releaseDataDir } from "./check-start.ts";
import { childrenOf } from "./children.ts";
import { onEndAsked } from "./on-end-asked.ts";
import { notePlace } from "./place-store.ts";
import { entryPlan, type Installation, publicUrl, webPlan } from "./plans.ts";
import { freePort } from "./ports.ts";
import { type PostgresServer, startPostgres } from "./postgres.ts";
import { ensureDatabase, prepareDatabase } from "./prepare-database.ts";
import { commandOf, waitUntil } from "./processes.ts";
import { installationSecret } from "./secret.ts";
import { embeddedDatabase, embeddedDir, readSettings, type Settings } from "./settings.ts";
import { fullDisk, Unstartable, wordsOf } from "./unstartable.ts";

const webTimeoutMs = 120_000;
const watchMs = 1_000;

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
    // The time may also run out here, while the body comes: that is no answer yet, and no reason to end.
    await response.arrayBuffer();
    return response.status < 500;
  } catch {
    return false;
  }
}

async function startEmbedded(settings: Settings): Promise<PostgresServer> {
  try {
    const server = await startPostgres({ dir: embeddedDir(settings) });
    await ensureDatabase(server.url("postgres"), embeddedDatabase);
    return server;
  } catch (cause) {
    throw new Unstartable(wordsOf(cause), { cause });
  }
}

/** Everything of one installation: its PostgreSQL and its processes, until a signal ends it. Resolves when it is up. */
export async function main({ dev }: { dev: boolean }): Promise<void> {
  const settings = readSettings();
  await checkStart(settings);
  await claimDataDir(settings.dataDir);
  const children = childrenOf((sentence) => console.error(sentence));
  let postgres: PostgresServer | undefined;
  let starting: Promise<PostgresServer> | undefined;
  let watch: NodeJS.Timeout | undefined;
  let ending: Promise<void> | undefined;

  const end = (code: number): Promise<void> => {
    ending ??= (async () => {
      clearTimeout(watch);
      await children.stop();
      // Also one that was still starting when the end was asked for.
      await (postgres ?? (await starting?.catch(() => undefined)))?.stop();
      await releaseDataDir(settings.dataDir);
      process.exit(code);
    })();
    return ending;
  };
  onEndAsked(() => {
    if (ending) {
      // Asked twice: whoever asks does not want to wait.
      children.kill();
    } else {
      console.log("Stopping Junction …");
      void end(0);
    }
  });

  // PostgreSQL may be killed too; the processes wait for it and go on with the same address.
  const keepPostgres = () => {
    watch = setTimeout(async () => {
      if (postgres && (await commandOf(postgres.pid)) === "" && !ending) {
        console.error("PostgreSQL ended; it starts again.");
        const before = postgres.url("");
        try {
          postgres = await startEmbedded(settings);
        } catch (error) {
          console.error(wordsOf(error));
          return end(1);
        }
        if (postgres.url("") !== before) {
          console.error("PostgreSQL could not have its port again; start Junction again.");
          return end(1);
        }
      }
      keepPostgres();
    }, watchMs);
  };

  try {
    const secret = await installationSecret(settings);
    starting = settings.DATABASE_URL ? undefined : startEmbedded(settings);
    postgres = await starting;
    if (ending) {
      return;
    }
    const databaseUrl = settings.DATABASE_URL ?? postgres?.url(embeddedDatabase) ?? "";
    const sandboxPort = settings.JUNCTION_SANDBOX_PORT ?? (await freePort(settings.PORT + 1));
    const mailPort = settings.JUNCTION_SANDBOX_SMTP_PORT ?? (await freePort(sandboxPort + 1));
    const sandboxUrl = settings.JUNCTION_DEMO ? `http://127.0.0.1:${sandboxPort}` : null;
    const admin = await prepareDatabase(databaseUrl, {
      ...{ env: settings, secret, sandboxUrl },
      renewUnused: true,
    });
    const isGiven = settings.JUNCTION_URL !== undefined;
    await notePlace(databaseUrl, {
      ...{ url: publicUrl(settings), isGiven },
      ...(settings.JUNCTION_DEMO && { sandboxPort, mailPort }),
    });
    if (ending) {
      return;
    }
    keepPostgres();
    const installation: Installation = { settings, databaseUrl, secret, sandboxPort, mailPort, dev };
    children.start(webPlan(installation));
    children.start(entryPlan("worker", installation));
    if (settings.JUNCTION_DEMO) {
      children.start(entryPlan("sandbox", installation));
    }
    const local = `http://127.0.0.1:${settings.PORT}/api/health`;
    if (!(await waitUntil(async () => Boolean(ending) || (await answers(local)), webTimeoutMs))) {
      throw new Unstartable(`The web process does not answer at ${local}; what it wrote above says why.`);
    }
    if (!ending) {
      announce(settings, admin);
    }
  } catch (error) {
    console.error(
      error instanceof Unstartable ? error.message : (fullDisk(error, settings.dataDir) ?? error),
    );
    await end(1);
  }
}

function announce(settings: Settings, admin: { email: string; password: string } | null): void {
  const lines = [`Junction is ready at ${publicUrl(settings)}`];
  if (admin) {
    lines.push(`Sign in as ${admin.email}`);
    // A password that was set is known; a generated one is shown this once.
    lines.push(
      settings.JUNCTION_ADMIN_PASSWORD
        ? "with the password of JUNCTION_ADMIN_PASSWORD"
        : `with the password ${admin.password}`,
    );
  }
  lines.push("Press Ctrl-C to stop it.");
  console.log(`\n${lines.join("\n")}\n`);
}
