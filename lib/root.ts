import { secretBox } from "./access/secret-box.ts";
import type { Ctx } from "./context.ts";
import { type Database, openDatabase } from "./db/client.ts";
import { type Env, env } from "./env.ts";
import { httpClient } from "./http/http-client.ts";
import { systemClock } from "./kernel/clock.ts";
import { processLogger } from "./logger.ts";

export type Root = { env: Env; db: Database; ctx: Ctx };

/**
 * The composition root of a process: one pool, one log, one HTTP client, and a context without actor or workspace
 * from which requests and jobs make their own. Throws one sentence when a setting is missing.
 */
export function openRoot(name: string, options: { maxConnections?: number } = {}): Root {
  const settings = env();
  if (!settings.DATABASE_URL || !settings.JUNCTION_SECRET) {
    throw new Error("DATABASE_URL and JUNCTION_SECRET must be set to start a single process.");
  }
  const db = openDatabase(settings.DATABASE_URL, { max: options.maxConnections ?? 10 });
  return {
    env: settings,
    db,
    ctx: {
      actor: { kind: "anonymous" },
      workspaceId: "",
      db,
      clock: systemClock,
      log: processLogger(name),
      secrets: secretBox(settings.JUNCTION_SECRET),
      http: httpClient({ allowPrivateHosts: settings.JUNCTION_ALLOW_PRIVATE_HOSTS.split(",") }),
      hosts: settings.hosts,
      url: (settings.JUNCTION_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, ""),
    },
  };
}
