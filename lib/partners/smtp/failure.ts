import { Fault } from "../../kernel/fault.ts";
import type { SendAnswer } from "../connector.ts";

/**
 * Why there is no session. away: nobody answers, or not now · walled: this address may not be connected to · host: its name
 * is not known · tls: the connection could not be made safe · auth: user name and password are not accepted.
 */
export type FailureKind = "away" | "walled" | "host" | "tls" | "auth";

/** `message` begins with the server and ends without a full stop. */
export type SmtpFailure = { kind: FailureKind; message: string };

/** What nodemailer says of a failure. */
export type SmtpError = Error & { code?: string; responseCode?: number; response?: string; command?: string };

/** A reply as it is shown: one line, not endless. */
export function replyWords(response: string | undefined): string {
  return (response ?? "").replace(/\s+/g, " ").trim().slice(0, 300);
}

export function isFailure(thing: object): thing is SmtpFailure {
  return "kind" in thing;
}

/** A failure to reach the server, as the dialler threw it. */
export function failureOfDial(error: unknown): SmtpFailure {
  if (!(error instanceof Fault)) {
    throw error;
  }
  if (error.code === "invalid") {
    return { kind: "walled", message: error.message.replace(/\.$/, "") };
  }
  return { kind: error.retry === "never" ? "host" : "away", message: error.message };
}

/** What OpenSSL says comes as the socket's own failure. */
const ofTls = /\bssl\b|\btls\b|certificate|handshake|altname|EPROTO/i;
const wrongTls = /wrong version number|unexpected message|packet length|record layer|http request/i;

/** What OpenSSL says where nobody vouches for a certificate whom Node trusts. */
const unvouched =
  /self[- ]signed certificate|verify the first certificate|unable to get (local )?issuer certificate/i;

function trustWords(where: string, why: string): string {
  const hint = unvouched.test(why)
    ? ". Where an authority of your own vouches for it, start Junction with NODE_EXTRA_CA_CERTS set to the file of that authority's certificate"
    : "";
  return `${where} could not be trusted or did not agree on TLS: ${why}${hint}`;
}

function tlsWords(where: string, security: string, { message, response }: SmtpError): string {
  const why = message.replace(/^Error initiating TLS - /, "");
  if (security === "tls") {
    return wrongTls.test(why)
      ? `${where} does not begin with TLS; servers that do so mostly listen on port 465, the others want STARTTLS`
      : trustWords(where, why);
  }
  return response
    ? `${where} offers no STARTTLS (${replyWords(response)}); choose TLS, or None where the way to it is safe`
    : trustWords(where, why);
}

/** A failure while the session was set up. */
export function failureOfSetup(where: string, security: string, error: SmtpError): SmtpFailure {
  const reply = replyWords(error.response);
  const said = reply === "" ? "" : `: ${reply}`;
  if (error.code === "ETLS" || (error.response === undefined && ofTls.test(error.message))) {
    return { kind: "tls", message: tlsWords(where, security, error) };
  }
  if (error.code === "EAUTH") {
    const isLater = error.responseCode !== undefined && error.responseCode < 500;
    return isLater
      ? { kind: "away", message: `${where} lets nobody sign in now${said}` }
      : { kind: "auth", message: `${where} does not accept the user name and password${said}` };
  }
  if (error.code === "ETIMEDOUT") {
    const hint = security === "tls" ? "" : "; servers on port 465 wait for TLS, and say nothing before";
    return { kind: "away", message: `${where} does not answer in time${hint}` };
  }
  if (/STARTTLS/i.test(error.message)) {
    return { kind: "tls", message: tlsWords(where, security, error) };
  }
  return {
    kind: "away",
    message: `${where} ${error.responseCode ? `does not begin a session${said}` : "ended the connection"}`,
  };
}

const verdicts: Record<FailureKind, SendAnswer["verdict"]> = {
  away: "later",
  walled: "refused",
  host: "refused",
  tls: "refused",
  auth: "unauthorised",
};

/** A failed session as the answer to a request: what it means for everything that waits to be sent. */
export function answerOfFailure({ kind, message }: SmtpFailure): SendAnswer {
  const verdict = verdicts[kind];
  const words = verdict === "later" ? message : `${message}.`;
  return { verdict, httpStatus: null, message: words, body: "" };
}
