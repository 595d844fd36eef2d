import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { archiveDestinations } from "../../destinations/archive.ts";
import { parse } from "../../kernel/parse.ts";
import { type SourceId, sourceId } from "../schema.ts";
import { changeSource, revokeWriteKeys } from "../store.ts";
import { sourceInWorkspace } from "../views.ts";

/** Takes a source out of use: its keys are revoked at once, its destinations end, its events stay. Throws `not_found`. */
export async function archiveSource(ctx: Ctx, input: SourceId): Promise<Record<string, never>> {
  authorise(ctx, "sources.write");
  const { id } = parse(sourceId, input);
  await inTransaction(ctx, async (tx) => {
    const source = await sourceInWorkspace(tx, id);
    const now = tx.clock.now();
    await changeSource(tx.db, tx.workspaceId, id, { archivedAt: now });
    await archiveDestinations(tx, source);
    await revokeWriteKeys(tx.db, { workspaceId: tx.workspaceId, sourceId: id }, now);
    await audit(tx, { action: "source.archived", object: { kind: "source", id, name: source.name } });
  });
  return {};
}
