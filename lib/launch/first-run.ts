import type { Database } from "../db/client.ts";
import type { Env } from "../env.ts";

export type FirstRunOptions = {
  env: Env;
  /** The installation's secret, set or generated. */
  secret: string;
  /** Base URL of the sandbox of this start; null without demo. */
  sandboxUrl: string | null;
};

/**
 * Sets up an installation that has no user yet: admin, workspace, keys, demo data. Returns the admin's e-mail and
 * password when it made them, null when there was nothing to do. Callers hold a lock, so that it runs once at a time.
 */
export async function firstRun(
  _db: Database,
  _options: FirstRunOptions,
): Promise<{ email: string; password: string } | null> {
  return null;
}
