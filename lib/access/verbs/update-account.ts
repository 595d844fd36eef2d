import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { changesBetween } from "../audit.ts";
import { auditAccount } from "../audit-account.ts";
import { authorise } from "../authorise.ts";
import { type Account, updateAccount as schema, type UpdateAccount } from "../schema.ts";
import { userActor } from "../user-actor.ts";
import { renameUser } from "../user-store.ts";
import { getAccount } from "./get-account.ts";

/** Changes the caller's own name. */
export async function updateAccount(ctx: Ctx, input: UpdateAccount): Promise<Account> {
  authorise(ctx, "self");
  const { name } = parse(schema, input);
  const actor = userActor(ctx);
  return inTransaction(ctx, async (tx) => {
    const before = await getAccount(tx, {});
    if (before.name !== name) {
      await renameUser(tx.db, actor.id, name);
      const changes = changesBetween({ name: before.name }, { name });
      await auditAccount(tx, { id: actor.id, name }, { action: "account.renamed", changes });
    }
    return { ...before, name };
  });
}
