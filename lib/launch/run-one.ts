import { checkDatabase, checkDataDir, checkPort } from "./check-start.ts";
import { type ChildPlan, startFollowing } from "./children.ts";
import { onEndAsked, onNpmGone } from "./on-end-asked.ts";
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
  const sandboxPort = settings.JUNCTION_SANDBOX_PORT ?? settings.PORT + 1;
  const mailPort = settings.JUNCTION_SANDBOX_SMTP_PORT ?? sandboxPort + 1;
  if (kind !== "worker") {
    await checkPort(
      kind === "web" ? settings.PORT : sandboxPort,
      kind === "web" ? "PORT" : "JUNCTION_SANDBOX_PORT",
    );
  }
  if (kind === "sandbox") {
    await checkPort(mailPort, "JUNCTION_SANDBOX_SMTP_PORT");
  }
  const sandboxUrl = settings.JUNCTION_DEMO ? `http://127.0.0.1:${sandboxPort}` : null;
  const admin = await prepareDatabase(databaseUrl, { env: settings, secret, sandboxUrl });
  if (admin) {
    const password = settings.JUNCTION_ADMIN_PASSWORD ? "the one that was set" : admin.password;
    console.log(`First run: sign in as ${admin.email}, password ${password}`);
  }
  const installation: Installation = { settings, databaseUrl, secret, sandboxPort, mailPort, dev: false };
  if (kind === "web") {
    console.log(`Junction's web process runs at ${publicUrl(settings)}`);
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
