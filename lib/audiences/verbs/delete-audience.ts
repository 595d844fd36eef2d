import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { deleteAudienceRow, lockAudience } from "../audience-store.ts";
import { purgeJob } from "../jobs/purge-job.ts";
import { type AudienceOf, audienceOf } from "../schema.ts";
import { audienceUses, usesOf } from "../uses.ts";
import { audienceInWorkspace } from "../views.ts";

/**
 * Deletes an audience with its users, log and keys; ended transfers of it go too. Throws `conflict` with what uses it at
 * the moment, `not_found`.
 */
export async function deleteAudience(ctx: Ctx, input: AudienceOf): Promise<Record<string, never>> {
  authorise(ctx, "audiences.write");
  const { id } = parse(audienceOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockAudience(tx.db, tx.workspaceId, id);
    const { name, size } = await audienceInWorkspace(tx, id);
    const blockers = (await usesOf(tx, [id])).get(id) ?? [];
    if (blockers.length > 0) {
      const words = Object.entries(audienceUses).flatMap(([kind, use]) => {
        const count = blockers.filter((blocker) => blocker.kind === kind).length;
        return count > 0 ? [use.words(count)] : [];
      });
      throw new Fault(
        "conflict",
        `${words.join(" and ")} "${name}". Stop or change that first, then delete.`,
        {
          blockers,
        },
      );
    }
    for (const use of Object.values(audienceUses)) {
      await use.forget(tx.db, tx.workspaceId, id);
    }
    await deleteAudienceRow(tx.db, tx.workspaceId, id);
    await enqueue(tx, purgeJob, { workspaceId: tx.workspaceId, audienceId: id });
    await audit(tx, {
      action: "audience.deleted",
      object: { kind: "audience", id, name },
      changes: { users: { from: size, to: null } },
    });
  });
  return {};
}
