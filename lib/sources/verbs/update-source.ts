import { audit, changesBetween } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type SourceView, updateSource as schema, type UpdateSource } from "../schema.ts";
import { changeSource } from "../store.ts";
import { sourceInWorkspace, sourceViewOf } from "../views.ts";

/** Renames, enables or disables a source; senders notice within 5 seconds. Throws `not_found`. */
export async function updateSource(ctx: Ctx, input: UpdateSource): Promise<SourceView> {
  authorise(ctx, "sources.write");
  const { id, name, enabled } = parse(schema, input);
  return inTransaction(ctx, async (tx) => {
    const before = await sourceInWorkspace(tx, id);
    const after = { name: name ?? before.name, enabled: enabled ?? before.enabled };
    const changes = changesBetween({ name: before.name, enabled: before.enabled }, after);
    if (Object.keys(changes).length > 0) {
      await changeSource(tx.db, tx.workspaceId, id, after);
      await audit(tx, {
        action: "source.changed",
        object: { kind: "source", id, name: after.name },
        changes,
      });
    }
    return sourceViewOf({ ...before, ...after });
  });
}
