import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { changeAudience, lockAudience } from "../audience-store.ts";
import { type AudienceView, updateAudience as schema, type UpdateAudience } from "../schema.ts";
import { audienceInWorkspace, audienceViewOf } from "../views.ts";

/** Renames or describes an audience. Throws `not_found`, `conflict` on the name when another audience has it. */
export async function updateAudience(ctx: Ctx, input: UpdateAudience): Promise<AudienceView> {
  authorise(ctx, "audiences.write");
  const { id, ...wanted } = parse(schema, input);
  await inTransaction(ctx, async (tx) => {
    await lockAudience(tx.db, tx.workspaceId, id);
    const { name, description } = await audienceInWorkspace(tx, id);
    const before = { name, description };
    const after = { name: wanted.name ?? name, description: wanted.description ?? description };
    const changes = changesBetween(before, after);
    if (Object.keys(changes).length === 0) {
      return;
    }
    await changeAudience(tx.db, tx.workspaceId, id, after);
    await audit(tx, {
      action: "audience.edited",
      object: { kind: "audience", id, name: after.name },
      changes,
    });
  });
  return audienceViewOf(ctx, await audienceInWorkspace(ctx, id));
}
