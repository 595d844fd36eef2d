import { checkDatabase, checkDataDir, checkPort } from "./check-start.ts";
import { type ChildPlan, startFollowing } from "./children.ts";
import { onEndAsked, onNpmGone } from "./on-end-asked.ts";
import { knownPlace, notePlace } from "./place-store.ts";
import { placed } from "./placed.ts";
import { entries, entryPlan, type Installation, processEnv, publicUrl, webPlan } from "./plans.ts";
import { embeddedUrl } from "./postgres.ts";
import { prepareDatabase } from "./prepare-database.ts";
import { installationSecret } from "./secret.ts";
import { embeddedDatabase, embeddedDir, readSettings } from "./settings.ts";
import { Unstartable } from "./unstartable.ts";

/**
 * Runs one process of an installation: `web`, `worker` or `sandbox`, on DATABASE_URL or on the embedded PostgreSQL that
 * an `npm start` with the same data folder keeps running. Any number of them may start at once.
 */
export async function runOne(kind: string | undefined): Promise<void> {
  if (kind !== "web" && kind !== "worker" && kind !== "sandbox") {
    throw new Unstartable("Say which process: web, worker or sandbox.");
  }
  const settings = readSettings();
  const databaseUrl = settings.DATABASE_URL ?? (await embeddedUrl(embeddedDir(settings), embeddedDatabase));
  if (!databaseUrl) {
    throw new Unstartable(
      'There is no database: set DATABASE_URL, or let "npm start" run on this data folder.',
    );
  }
  await checkDatabase(databaseUrl);
  if (!settings.JUNCTION_SECRET) {
    await checkDataDir(settings.dataDir);
  }
  const secret = await installationSecret(settings);
  if (kind === "web") {
    await checkPort(settings.PORT, "PORT");
  }
  const own = placed(kind, settings, {});
  if (kind === "sandbox") {
    await checkPort(own.sandboxPort, "JUNCTION_SANDBOX_PORT");
    await checkPort(own.mailPort, "JUNCTION_SANDBOX_SMTP_PORT");
  }
  const sandboxUrl = settings.JUNCTION_DEMO ? `http://127.0.0.1:${own.sandboxPort}` : null;
  const admin = await prepareDatabase(databaseUrl, { env: settings, secret, sandboxUrl });
  if (admin) {
    const password = settings.JUNCTION_ADMIN_PASSWORD ? "the one that was set" : admin.password;
    console.log(`First run: sign in as ${admin.email}, password ${password}`);
  }
  if (kind === "web" && settings.JUNCTION_URL) {
    await notePlace(databaseUrl, { url: settings.JUNCTION_URL, isGiven: true });
  } else if (kind === "sandbox") {
    await notePlace(databaseUrl, { sandboxPort: own.sandboxPort, mailPort: own.mailPort });
  }
  const there = placed(kind, settings, await knownPlace(databaseUrl));
  const installation: Installation = { ...there, databaseUrl, secret, dev: false };
  if (kind === "web") {
    console.log(`Junction's web process runs at ${publicUrl(installation.settings)}`);
    runChild(webPlan(installation));
    return;
  }
  if (kind === "worker") {
    runChild(entryPlan("worker", installation));
    return;
  }
  Object.assign(process.env, processEnv(installation));
  onNpmGone(() => process.kill(process.pid, "SIGTERM"));
  await import(entries[kind]);
}

// Next is started by its own command line, a worker with flags of its own; this process only hands signals on.
function runChild(plan: ChildPlan): void {
  const child = startFollowing(plan);
  onEndAsked(() => child.kill("SIGTERM"));
  child.once("exit", (code) => process.exit(code ?? 0));
}
