import type { Role } from "../access/permissions.ts";
import { secretBox } from "../access/secret-box.ts";
import type { Ctx } from "../context.ts";
import type { Db } from "../db/client.ts";
import { httpClient } from "../http/http-client.ts";
import { fixedClock } from "../kernel/clock.ts";
import { newId } from "../kernel/ids.ts";
import { silentLogger } from "../kernel/logger.ts";
import { insertTestWorkspace } from "./fixture-store.ts";

export type TestCtx = Ctx & { clock: ReturnType<typeof fixedClock> };

/** The context of a program with an API key of `role` in a new workspace; the real HTTP client, a clock that stands. */
export async function testCtx(
  db: Db,
  options: { role?: Role; hosts?: Record<string, string>; now?: string | Date } = {},
): Promise<TestCtx> {
  const workspaceId = await insertTestWorkspace(db, "Test shop");
  return {
    actor: { kind: "key", id: newId(), name: "Test key", role: options.role ?? "admin" },
    workspaceId,
    db,
    clock: fixedClock(options.now ?? "2026-11-23T12:00:00Z"),
    log: silentLogger,
    secrets: secretBox("the secret of the tests, nobody else's"),
    http: httpClient({ allowPrivateHosts: ["127.0.0.1"] }),
    url: "http://localhost:3000",
    hosts: options.hosts ?? {},
  };
}

/** The same workspace as seen by somebody with another role. */
export function withRole(ctx: TestCtx, role: Role): TestCtx {
  return { ...ctx, actor: { kind: "key", id: newId(), name: `Test ${role}`, role } };
}
