import type { Actor } from "./access/actor.ts";
import type { SecretBox } from "./access/secret-box.ts";
import type { Db } from "./db/client.ts";
import type { Clock } from "./kernel/clock.ts";
import type { HttpClient } from "./kernel/http-client.ts";
import type { Logger } from "./kernel/logger.ts";

/** Everything a verb may use of the world. Built at the edges (request, job, test), never inside `lib/`. */
export type Ctx = {
  actor: Actor;
  /** The workspace of the call; every query is scoped to it. Empty only for verbs marked `public` or `self`. */
  workspaceId: string;
  db: Db;
  clock: Clock;
  log: Logger;
  secrets: SecretBox;
  /** The one way out to other hosts. */
  http: HttpClient;
  /** Base URLs that replace partners' hosts, by the name of the setting (`JUNCTION_HOST_SEGMENT_US`). */
  hosts: Record<string, string>;
  /** The address under which people reach this installation (JUNCTION_URL), without a slash at its end. */
  url?: string;
  /** Aborted when whoever called waits no more; long reads end then. Missing where nobody waits. */
  gone?: AbortSignal;
};

/** Runs `work` in one transaction with a context whose `db` belongs to it; joins the one that is running. */
export function inTransaction<T>(ctx: Ctx, work: (tx: Ctx) => Promise<T>): Promise<T> {
  return ctx.db.transaction((db) => work({ ...ctx, db }));
}
