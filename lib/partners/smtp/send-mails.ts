import type { PartnerAccess, Refusal, SendAnswer } from "../connector.ts";
import { maskSecrets } from "../mask-secrets.ts";
import { answerOfFailure, isFailure } from "./failure.ts";
import type { Mail, Outcome, Session } from "./session.ts";
import { type Taken, takeSession } from "./session-pool.ts";

/** What happens to a message of which nobody knows whether it arrived. */
export type Repeats = "at_least_once" | "at_most_once";

const codeOf = (status: number) => `smtp_${status}`;

/** What an outcome says of its message alone; null: it is sent. */
function refusalOf(outcome: Outcome, index: number, where: string, repeats: Repeats): Refusal | null {
  const said = outcome.reply;
  switch (outcome.kind) {
    case "sent":
      return null;
    case "refused":
    case "sender":
      return { index, code: codeOf(outcome.status), reason: `${where} refuses it: ${said}`, again: false };
    case "later":
    case "busy":
      return {
        index,
        code: codeOf(outcome.status),
        reason: `${where} does not take it now: ${said}`,
        again: true,
      };
    case "lost":
      return outcome.inDoubt && repeats === "at_most_once"
        ? {
            index,
            code: "smtp_no_answer",
            reason: `${where} ended the connection before it said whether it took the message, which is sent once at most`,
            again: false,
          }
        : { index, code: "smtp_no_answer", reason: `${where} ended the connection: ${said}`, again: true };
  }
}

function accepted(where: string, count: number, refusals: Refusal[]): SendAnswer {
  const taken = count - refusals.length;
  return {
    verdict: "accepted",
    refusals,
    httpStatus: null,
    message: `${where} took ${taken} of ${count} messages.`,
    body: "",
  };
}

/** Nothing of the request was taken, and no message is at fault. */
function later(where: string, said: string): SendAnswer {
  return { verdict: "later", httpStatus: null, message: `${where} takes no messages now: ${said}`, body: "" };
}

async function sendAll(session: Session, mails: readonly Mail[], repeats: Repeats) {
  const refusals: Refusal[] = [];
  let last: Outcome = { kind: "lost", inDoubt: false, reply: "before anything was sent" };
  let firstInDoubt = false;
  for (const [index, mail] of mails.entries()) {
    if (session.usable) {
      last = await session.send(mail);
      firstInDoubt ||= index === 0 && last.kind === "lost" && last.inDoubt;
    } else if (last.kind === "lost") {
      // Only the message that the connection broke on is in doubt; those behind it never left.
      last = { ...last, inDoubt: false };
    }
    const refusal = refusalOf(last, index, session.where, repeats);
    if (refusal) {
      refusals.push(refusal);
    }
  }
  return { refusals, last, firstInDoubt };
}

/** What the outcomes of all messages mean together. */
function answerOf(
  session: Session,
  count: number,
  { refusals, last }: Awaited<ReturnType<typeof sendAll>>,
): SendAnswer {
  const { where } = session;
  const isNobody = refusals.length === count && refusals.every(({ again }) => again);
  if (last.kind === "sender" && refusals.length === count) {
    const message = `${where} does not let this user send from the from address: ${last.reply}`;
    return { verdict: "refused", httpStatus: null, message, body: "" };
  }
  // One person whose mailbox is busy is no outage; a server that takes nothing of several, or says so itself, is.
  if (isNobody && (count > 1 || last.kind !== "later")) {
    return later(where, last.reply);
  }
  return accepted(where, count, refusals);
}

async function through(taken: Taken, mails: readonly Mail[], repeats: Repeats): Promise<SendAnswer | null> {
  const { session } = taken;
  try {
    const all = await sendAll(session, mails, repeats);
    // The server ended it while it rested: nothing was sent, and nothing is wrong.
    const isStale =
      taken.rested &&
      all.last.kind === "lost" &&
      all.refusals.length === mails.length &&
      all.refusals.every(({ again }) => again);
    return isStale && !all.firstInDoubt ? null : answerOf(session, mails.length, all);
  } finally {
    taken.giveBack(mails.length);
  }
}

/**
 * Sends messages one after the other through one session, and says of each what became of it. A session that rested and was
 * ended meanwhile is replaced by a new one, once.
 */
export async function sendMails(
  mails: readonly Mail[],
  access: PartnerAccess,
  options: { repeats: Repeats; signal?: AbortSignal },
): Promise<SendAnswer> {
  for (;;) {
    const taken = await takeSession(access, options.signal);
    const answer = isFailure(taken) ? answerOfFailure(taken) : await through(taken, mails, options.repeats);
    if (answer) {
      const mask = (text: string) => maskSecrets(text, access.secrets);
      const refusals = answer.refusals?.map((each) => ({ ...each, reason: mask(each.reason) }));
      return { ...answer, message: mask(answer.message), ...(refusals && { refusals }) };
    }
  }
}
