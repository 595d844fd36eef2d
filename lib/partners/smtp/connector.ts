import type { Connector, Verification } from "../connector.ts";
import { maskSecrets } from "../mask-secrets.ts";
import { type FailureKind, isFailure } from "./failure.ts";
import { openSession } from "./session.ts";

/** The setting that is at fault, and what to look at. */
const advice: Record<FailureKind, { field: string | null; words: string }> = {
  away: { field: null, words: "The settings were not checked; test again in a while." },
  walled: { field: "host", words: "" },
  host: { field: "host", words: "Check how the host is written." },
  tls: { field: "security", words: "Check the port and the security." },
  auth: { field: "password", words: "Check the user name and the password." },
};

/** A mail server: it is connected to, made safe and signed in at; nothing is sent. Mails are the business of the channel. */
export const smtpConnector: Connector = {
  verify: async (access): Promise<Verification> => {
    const session = await openSession(access);
    if (!isFailure(session)) {
      session.close();
      const signedIn = access.settings.user ? " and accepts the user name and password" : "";
      const message = `${session.where} answers${signedIn}. Nothing was sent.`;
      return { ok: true, message, httpStatus: null, retry: null };
    }
    const { field, words } = advice[session.kind];
    return {
      ok: false,
      message: maskSecrets(`${session.message}. ${words}`.trim(), access.secrets),
      httpStatus: null,
      retry: session.kind === "away" ? "later" : "never",
      field,
    };
  },
};
