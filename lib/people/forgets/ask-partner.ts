import type { Ctx } from "../../context.ts";
import { openConnection } from "../../integrations/access.ts";
import { backoffMs } from "../../kernel/backoff.ts";
import { Fault } from "../../kernel/fault.ts";
import type { ForgetAnswer } from "../../partners/connector.ts";
import { maskSecrets } from "../../partners/mask-secrets.ts";
import { kindsSentThrough } from "./erase-store.ts";
import type { ForgetStep, WhoItWas } from "./schema.ts";

const FIRST_MS = 30_000;
const MOST_MS = 3_600_000;
/** A partner that cannot be reached for so long will have to be asked again by hand. */
const GIVE_UP_MS = 7 * 86_400_000;
const KEPT_CHARACTERS = 4_000;

const never = (message: string): ForgetAnswer => ({
  ok: false,
  httpStatus: null,
  message,
  body: "",
  retry: "never",
});

/** The ids by which a partner may know the person: those of calls, then those that audiences were sent by. */
async function idsFor(ctx: Ctx, connectionId: string, { identifiers }: WhoItWas): Promise<string[]> {
  const sent = await kindsSentThrough(ctx.db, ctx.workspaceId, connectionId);
  const kinds = ["user_id", "anonymous_id", ...sent];
  return [...new Set(kinds)].flatMap((kind) =>
    identifiers.flatMap((identifier) => (identifier.kind === kind ? [identifier.value] : [])),
  );
}

async function ask(ctx: Ctx, step: ForgetStep, who: WhoItWas, signal: AbortSignal): Promise<ForgetAnswer> {
  const connection = await openConnection(ctx, step.connectionId).catch((error: unknown) => {
    if (error instanceof Fault && error.code === "not_found") {
      return null;
    }
    throw error;
  });
  if (!connection?.connector.forget) {
    return never(connection ? "This partner deletes no users." : "The integration was disconnected.");
  }
  const ids = await idsFor(ctx, step.connectionId, who);
  return ids.length > 0
    ? connection.connector.forget(ids, connection.access, signal)
    : never("The person had no id by which the partner knows users.");
}

/** Asks one partner to delete the person, and answers with the step as it is then; its texts name the person no more. */
export async function askPartner(
  ctx: Ctx,
  step: ForgetStep,
  who: WhoItWas,
  asked: { sinceMs: number; signal: AbortSignal },
): Promise<ForgetStep> {
  const answer = await ask(ctx, step, who, asked.signal);
  const nowMs = ctx.clock.now().getTime();
  const tries = step.tries + 1;
  const goesOn = !answer.ok && answer.retry === "later" && nowMs - asked.sinceMs < GIVE_UP_MS;
  const names = Object.fromEntries(who.identifiers.map(({ kind, value }) => [`${kind} ${value}`, value]));
  return {
    ...step,
    state: answer.ok ? "done" : goesOn ? "retrying" : "refused",
    httpStatus: answer.httpStatus,
    message: maskSecrets(answer.message, names),
    answer: maskSecrets(answer.body, names).slice(0, KEPT_CHARACTERS),
    tries,
    atMs: nowMs,
    nextMs: goesOn ? nowMs + backoffMs(tries, { firstMs: FIRST_MS, maxMs: MOST_MS }) : null,
  };
}
