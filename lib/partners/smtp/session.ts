import { Readable } from "node:stream";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import type { PartnerAccess } from "../connector.ts";
import {
  failureOfDial,
  failureOfSetup,
  isFailure,
  replyWords,
  type SmtpError,
  type SmtpFailure,
} from "./failure.ts";
import { smtpKit } from "./kit.ts";

/** One message on the wire: its envelope, and its bytes in MIME. */
export type Mail = { from: string; to: string; mime: Buffer };

/**
 * What became of a message. sent: the server has taken it · refused: it never will, for this person · later: not now, for
 * this person · busy: not now, for anybody · sender: it lets nobody send from this address · lost: the connection broke;
 * `inDoubt`, when the message may have arrived.
 */
export type Outcome =
  | { kind: "sent"; reply: string }
  | { kind: "refused" | "later" | "busy" | "sender"; status: number; reply: string }
  | { kind: "lost"; inDoubt: boolean; reply: string };

export type Session = {
  /** `host:port`, for words. */
  where: string;
  /** False: nothing can be sent through it any more. */
  readonly usable: boolean;
  send(mail: Mail): Promise<Outcome>;
  close(): void;
};

const { timeoutMs } = smtpKit.limits;

/** Where the server is, by the base URL, which the environment may have replaced; and how the connection is made safe. */
export function serverOf({ baseUrl, settings }: Pick<PartnerAccess, "baseUrl" | "settings">) {
  const { hostname, port, protocol } = new URL(baseUrl);
  const chosen = settings.server === "sandbox" ? "none" : (settings.security ?? "starttls");
  const security = protocol === "smtps:" ? "tls" : chosen;
  const host = hostname.replace(/^\[|\]$/g, "");
  const number = Number(port) || (security === "tls" ? 465 : 587);
  return { host, port: number, security, where: `${host}:${number}` };
}

/** The server ends the session: it is too busy, or nobody is signed in any more. Nothing was taken. */
const endings = [421, 530, 535];

function outcomeOf(
  { code, command, responseCode: status = 0, response, message }: SmtpError,
  inDoubt: boolean,
): Outcome {
  const reply = replyWords(response) || message;
  if (endings.includes(status)) {
    return { kind: "busy", status, reply };
  }
  if (status < 400 || code === "ECONNECTION" || code === "ESOCKET" || code === "ETIMEDOUT") {
    return { kind: "lost", inDoubt, reply };
  }
  const isRecipient = command === "RCPT TO";
  if (status < 500) {
    return { kind: isRecipient ? "later" : "busy", status, reply };
  }
  return { kind: command === "MAIL FROM" ? "sender" : "refused", status, reply };
}

/** Begins to be read only once the server waits for the message's bytes. */
function streamOf(mime: Buffer, onRead: () => void): Readable {
  return new Readable({
    read() {
      onRead();
      this.push(mime);
      this.push(null);
    },
  });
}

function sessionOn(connection: SMTPConnection, where: string): Session {
  let usable = true;
  connection.on("end", () => {
    usable = false;
  });
  connection.on("error", () => {
    usable = false;
  });
  /** After a refusal the server still holds the transaction. */
  const reset = () =>
    new Promise<void>((done) =>
      connection.reset((error) => {
        usable &&= !error;
        done();
      }),
    );
  return {
    where,
    get usable() {
      return usable;
    },
    send: async ({ from, to, mime }) => {
      let begun = false;
      const outcome = await new Promise<Outcome>((done) => {
        const stream = streamOf(mime, () => {
          begun = true;
        });
        connection.send({ from, to: [to], size: mime.length }, stream, (error, info) => {
          done(
            error
              ? outcomeOf(error as SmtpError, begun)
              : { kind: "sent", reply: replyWords(info?.response || "250") },
          );
        });
      });
      if (outcome.kind === "lost" || outcome.kind === "busy") {
        usable = false;
        connection.close();
      } else if (outcome.kind !== "sent") {
        await reset();
      }
      return outcome;
    },
    close: () => {
      if (usable) {
        connection.quit();
      } else {
        connection.close();
      }
      usable = false;
    },
  };
}

/** Waits for a step; a failure may come by the callback or as an event. */
function step(connection: SMTPConnection, run: (done: (error?: Error | null) => void) => void) {
  return new Promise<SmtpError | null>((resolve) => {
    const failed = (error: Error) => resolve(error as SmtpError);
    connection.once("error", failed);
    run((error) => {
      connection.removeListener("error", failed);
      resolve((error as SmtpError) ?? null);
    });
  });
}

/** Connects, makes the connection safe and signs in. The address that was checked is the one that is connected to. */
export async function openSession(
  access: PartnerAccess,
  signal?: AbortSignal,
): Promise<Session | SmtpFailure> {
  const { host, port, security, where } = serverOf(access);
  const { dial } = access.http;
  if (!dial) {
    return { kind: "walled", message: `${where} cannot be reached: nothing but HTTP may leave here` };
  }
  const { user } = access.settings;
  if (!user && access.settings.server === "sandbox") {
    return { kind: "auth", message: "The sandbox tells its accounts by the user name, and there is none" };
  }
  const socket = await dial({ host, port, timeoutMs: 10_000, signal }).catch(failureOfDial);
  if (isFailure(socket)) {
    return socket;
  }
  const connection = new SMTPConnection({
    connection: socket,
    ...{ host, port },
    secure: security === "tls",
    requireTLS: security === "starttls",
    ignoreTLS: security === "none",
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: timeoutMs,
    name: fromDomain(access) ?? "junction.local",
    tls: { minVersion: "TLSv1.2" },
  });
  // Whatever comes late is of a session that was given up.
  connection.on("error", () => undefined);
  const steps = [
    (done: (error?: Error | null) => void) => connection.connect(done),
    ...(user
      ? [
          (done: (error?: Error | null) => void) =>
            connection.login({ user, pass: access.secrets.password ?? "" }, done),
        ]
      : []),
  ];
  for (const run of steps) {
    const error = await step(connection, run);
    if (error) {
      connection.close();
      return failureOfSetup(where, security, error);
    }
  }
  return sessionOn(connection, where);
}

/** What the client calls itself: the domain that it sends from. */
function fromDomain({ settings }: Pick<PartnerAccess, "settings">): string | undefined {
  return settings.fromAddress?.split("@")[1];
}
