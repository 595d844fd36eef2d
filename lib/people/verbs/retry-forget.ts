import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { enqueueForget } from "../forgets/forget-queue.ts";
import { forgetInWorkspace, forgetViewOf, stepsOf } from "../forgets/forget-view.ts";
import { lockForget, updateForget } from "../forgets/request-store.ts";
import { type ForgetId, type ForgetView, forgetId } from "../forgets/schema.ts";

/**
 * Asks the partners again that did not delete the person, and at once those that are to be asked later. Throws
 * `precondition` for a deletion that is through everywhere, `not_found`.
 */
export async function retryForget(ctx: Ctx, input: ForgetId): Promise<ForgetView> {
  authorise(ctx, "people.forget");
  const { id } = parse(forgetId, input);
  await inTransaction(ctx, async (tx) => {
    await lockForget(tx.db, tx.workspaceId, id);
    const request = await forgetInWorkspace(tx, id);
    if (request.status === "DONE") {
      throw new Fault("precondition", "The person is deleted everywhere; nobody has to be asked again.");
    }
    const steps = stepsOf(request).map((step) =>
      step.state === "done" ? step : { ...step, state: "waiting" as const, nextMs: null },
    );
    const status = request.status === "REFUSED" ? "RUNNING" : request.status;
    await updateForget(tx.db, tx.workspaceId, id, { steps, status, endedAt: null });
    await enqueueForget(tx, id);
    await audit(tx, {
      action: "person.deletion_retried",
      object: { kind: "person", id: request.personId, name: request.personId },
    });
  });
  return forgetViewOf(await forgetInWorkspace(ctx, id));
}
