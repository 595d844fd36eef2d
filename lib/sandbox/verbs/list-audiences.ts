import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { audiencesOf } from "../audiences-store.ts";
import { connectedAccount } from "../connected-account.ts";
import { type SandboxAccountId, type SandboxAudiences, sandboxAccountId } from "../schema.ts";

/** What the page shows at most. */
const LISTED = 100;

/** The lists of users that a partner of the sandbox was given through a connection, newest first. */
export async function listSandboxAudiences(ctx: Ctx, input: SandboxAccountId): Promise<SandboxAudiences> {
  authorise(ctx, "sandbox.read");
  const { id } = parse(sandboxAccountId, input);
  const rows = await audiencesOf(ctx.db, await connectedAccount(ctx, id), { offset: 0, limit: LISTED });
  return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
}
