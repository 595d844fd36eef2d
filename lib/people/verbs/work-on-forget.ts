import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { askPartner } from "../forgets/ask-partner.ts";
import { eraseHere, whoIs } from "../forgets/erase.ts";
import { enqueueForget } from "../forgets/forget-queue.ts";
import { stepsOf } from "../forgets/forget-view.ts";
import { type ForgetRequest, forgetById, updateForget } from "../forgets/request-store.ts";
import type { ForgetStep } from "../forgets/schema.ts";

const isOpen = ({ state }: ForgetStep) => state === "waiting" || state === "retrying";

/** Ends the request, or queues it for the next partner's time. Who it was is forgotten as soon as no partner has to be asked. */
async function goOn(ctx: Ctx, request: ForgetRequest, steps: ForgetStep[]): Promise<void> {
  const next = steps.filter(isOpen).map(({ nextMs }) => nextMs ?? 0);
  await inTransaction(ctx, async (tx) => {
    if (next.length > 0) {
      await enqueueForget(tx, request.id, new Date(Math.min(...next)));
      return;
    }
    const refused = steps.some(({ state }) => state === "refused");
    await updateForget(tx.db, tx.workspaceId, request.id, {
      status: refused ? "REFUSED" : "DONE",
      endedAt: tx.clock.now(),
      ...(!refused && { sealed: null }),
    });
    await audit(tx, {
      action: "person.deletion_ended",
      object: { kind: "person", id: request.personId, name: request.personId },
      changes: Object.fromEntries(steps.map(({ nickname, state }) => [nickname, { from: null, to: state }])),
    });
  });
}

/**
 * Works on a deletion: first here, then at the partners whose time has come; each step is kept as soon as it is through,
 * so that a worker that dies leaves nothing half known. One that is over is left alone.
 */
export async function workOnForget(ctx: Ctx, input: { id: string; signal: AbortSignal }): Promise<void> {
  authorise(ctx, "jobs.run");
  const request = await forgetById(ctx.db, ctx.workspaceId, input.id);
  if (request?.status !== "PENDING" && request?.status !== "RUNNING") {
    return;
  }
  const known = request.erasedAt ? whoIs(ctx, request) : null;
  const who = known ?? (await eraseHere(ctx, request, input.signal));
  let steps = stepsOf(request);
  for (const step of steps.filter(isOpen)) {
    input.signal.throwIfAborted();
    if ((step.nextMs ?? 0) <= ctx.clock.now().getTime()) {
      const asked = await askPartner(ctx, step, who, {
        sinceMs: request.createdAt.getTime(),
        signal: input.signal,
      });
      steps = steps.map((one) => (one.connectionId === asked.connectionId ? asked : one));
      await updateForget(ctx.db, ctx.workspaceId, request.id, { steps });
    }
  }
  await goOn(ctx, request, steps);
}
