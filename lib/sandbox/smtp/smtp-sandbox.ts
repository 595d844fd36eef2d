import type { JsonObject } from "../../kernel/json.ts";
import type { Glance, SandboxAnswer, SandboxPartner } from "../kit.ts";

/** Larger mails are turned away. */
export const MAX_MAIL_BYTES = 1_000_000;

function problem(status: number, message: string): SandboxAnswer {
  return { status, body: JSON.stringify({ message }) };
}

function glance(mail: JsonObject): Glance {
  return { kind: "mail", name: String(mail.subject ?? ""), person: String(mail.to ?? "") };
}

/**
 * A mail server. It takes mails on a port of its own (mail-listener.ts), from whoever signs in: each user name is an
 * account. Over HTTP there is nothing of it.
 */
export const smtpSandbox: SandboxPartner = {
  id: "smtp",
  accountFields: ["user"],
  faultNote:
    "Of mails: 401 lets nobody sign in (535), 429 greylists recipients (450), 500 and 503 end the session (421), and a refused record is a mailbox that is not known (550). Addresses that begin with “unknown” are never known.",
  keeps: [],
  maxBodyBytes: MAX_MAIL_BYTES,
  tooLarge: problem(413, "the mail is larger than 1 MB"),
  read: () => ({ kind: "refused", account: null, answer: problem(404, "mails are taken over SMTP") }),
  problem,
  glance,
};
