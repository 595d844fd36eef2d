import { secretBox } from "../access/secret-box.ts";
import { setUp } from "../access/set-up.ts";
import type { Ctx } from "../context.ts";
import type { Database } from "../db/client.ts";
import type { Env } from "../env.ts";
import { httpClient } from "../http/http-client.ts";
import { systemClock } from "../kernel/clock.ts";
import { silentLogger } from "../kernel/logger.ts";
import { fillShop } from "./demo/fill-shop.ts";

export type FirstRunOptions = {
  env: Env;
  /** The installation's secret, set or generated. */
  secret: string;
  /** Base URL of the sandbox of this start; null without demo. */
  sandboxUrl: string | null;
  /** Whoever starts it reads what it prints: until somebody has signed in, the Admin gets a password that is printed again. */
  renewUnused?: boolean;
};

const DEFAULT_EMAIL = "admin@example.com";

/**
 * Sets up an installation that has no user yet: admin, workspace, keys, demo data. Returns the admin's e-mail and
 * password when it made or renewed them, else null. Callers hold a lock, so that it runs once at a time.
 */
export async function firstRun(
  db: Database,
  { env, secret, sandboxUrl, renewUnused }: FirstRunOptions,
): Promise<{ email: string; password: string } | null> {
  const email = env.JUNCTION_ADMIN_EMAIL ?? DEFAULT_EMAIL;
  const demo = sandboxUrl !== null;
  const ctx: Ctx = {
    actor: { kind: "system", name: "First-run set-up" },
    workspaceId: "",
    db,
    clock: systemClock,
    log: silentLogger,
    secrets: secretBox(secret),
    http: httpClient({ allowPrivateHosts: [] }),
    hosts: env.hosts,
  };
  const answer = await setUp(ctx, {
    email,
    password: env.JUNCTION_ADMIN_PASSWORD,
    workspaceName: demo ? "Demo shop" : "My workspace",
    demo,
    apiKey: env.JUNCTION_API_KEY,
    writeKey: env.JUNCTION_WRITE_KEY,
    renewUnused,
  });
  if (demo) {
    // At every start: the first one may have been killed before the shop was there.
    await fillShop({ ...ctx, workspaceId: answer.workspaceId });
  }
  if (answer.email === undefined) {
    return null;
  }
  return { email: answer.email, password: answer.password ?? env.JUNCTION_ADMIN_PASSWORD ?? "" };
}
