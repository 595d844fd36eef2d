import type { SecretBox } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { httpClient } from "../http/http-client.ts";
import { type Clock, systemClock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { silentLogger } from "../kernel/logger.ts";

/** The contexts of a workspace whose partners are servers of the test: a marketer at work, and the worker. */
export function worldCtx(
  db: Db,
  world: { workspaceId: string; secrets: SecretBox; hosts: Record<string, string>; clock?: Clock },
): { ctx: Ctx; system: Ctx } {
  const ctx: Ctx = {
    actor: {
      kind: "user",
      id: newId(),
      name: "Mara",
      email: "mara@example.com",
      sessionId: newId(),
      role: "marketer",
    },
    workspaceId: world.workspaceId,
    db,
    clock: world.clock ?? systemClock,
    log: silentLogger,
    secrets: world.secrets,
    http: httpClient({ allowPrivateHosts: ["127.0.0.1"] }),
    url: "http://localhost:3000",
    hosts: world.hosts,
  };
  return { ctx, system: { ...ctx, actor: { kind: "system", name: "Junction" } } };
}
