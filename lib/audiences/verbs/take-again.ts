import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { lockAudience } from "../audience-store.ts";
import { snapshotJob } from "../jobs/snapshot-job.ts";
import { patchDefinition } from "../people/definition-store.ts";
import { type AudienceOf, type AudienceView, audienceOf } from "../schema.ts";
import { audienceInWorkspace, audienceViewOf } from "../views.ts";

/**
 * Begins to take an audience of people again, as of now; one that is being taken is not taken to its end. Throws
 * `not_found`, `precondition` for an audience of another origin.
 */
export async function takeAgain(ctx: Ctx, input: AudienceOf): Promise<AudienceView> {
  authorise(ctx, "audiences.write");
  const { id } = parse(audienceOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockAudience(tx.db, tx.workspaceId, id);
    const { origin, name } = await audienceInWorkspace(tx, id);
    if (origin !== "people") {
      throw new Fault("precondition", "Only an audience of people is taken by a filter.");
    }
    const begunAt = tx.clock.now().toISOString();
    await patchDefinition(tx.db, { workspaceId: tx.workspaceId, id }, { begunAt });
    await enqueue(tx, snapshotJob, { workspaceId: tx.workspaceId, audienceId: id, begunAt });
    await audit(tx, { action: "audience.taken_again", object: { kind: "audience", id, name } });
  });
  return audienceViewOf(ctx, await audienceInWorkspace(ctx, id));
}
