import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { authorise } from "../authorise.ts";
import type { Account } from "../schema.ts";
import { userActor } from "../user-actor.ts";
import { userById } from "../user-store.ts";

/** The account of the person who asks. */
export async function getAccount(ctx: Ctx, _input: object): Promise<Account> {
  authorise(ctx, "self");
  const user = await userById(ctx.db, userActor(ctx).id);
  if (!user) {
    throw new Fault("not_found", "This account is gone.");
  }
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    hasPassword: user.passwordHash !== null,
    createdAt: user.createdAt.toISOString(),
  };
}
