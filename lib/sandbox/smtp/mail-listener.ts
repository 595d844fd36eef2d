import type { AddressInfo, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from "smtp-server";
import { sandboxAccount } from "../account.ts";
import type { Parts } from "../answer-call.ts";
import { isRefusedRecord, type Misbehaviour } from "../faults.ts";
import { readMail } from "./read-mail.ts";
import { MAX_MAIL_BYTES, smtpSandbox } from "./smtp-sandbox.ts";

const partner = smtpSandbox.id;

/** A reply that is no success: its status, and the enhanced one with words. */
class Reply extends Error {
  readonly responseCode: number;
  constructor(status: number, words: string) {
    super(words);
    this.responseCode = status;
  }
}

/** The connection is to be closed without a reply. */
class HangUp extends Error {}

type Met = { misbehaviour: Misbehaviour; refuseEveryNthRecord?: number };
/** What the transaction that a session is in meets, from MAIL to the end of DATA. */
type Transaction = Met & { account: string };

const failures: Record<number, Reply> = {
  401: new Reply(421, "4.7.0 the user may not send any more"),
  429: new Reply(450, "4.7.1 greylisted, try again later"),
  500: new Reply(421, "4.3.0 the server has a fault on purpose"),
  503: new Reply(421, "4.3.2 the service is not available"),
};

function failureReply({ failure }: Misbehaviour): Error | null {
  if (failure === null) {
    return null;
  }
  return failure === "hang_up"
    ? new HangUp()
    : (failures[failure.status] ?? new Reply(451, "4.3.0 a fault on purpose"));
}

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of stream) {
    pieces.push(piece);
  }
  if (stream.sizeExceeded) {
    throw new Reply(552, "5.3.4 the mail is larger than 1 MB");
  }
  return Buffer.concat(pieces);
}

/** Rules of the sandbox alone, so that what servers refuse can be shown. */
const isRefused = (text: string) => text.startsWith("refused");
const isUnknown = (address: string) => /^unknown/i.test(address);

/** What the server decides at each command. What it throws is its reply. */
function judge({ accounts, writer, log }: Parts) {
  const transactions = new Map<string, Transaction>();
  const of = (session: SMTPServerSession): Transaction => {
    const found = transactions.get(session.id);
    if (!found) {
      throw new Reply(503, "5.5.1 MAIL comes first");
    }
    return found;
  };
  return {
    signIn: async (user: string, password: string) => {
      const account = sandboxAccount(user);
      const { status } = await accounts.faultsOf(partner, account);
      if (user === "" || isRefused(user) || isRefused(password) || status === 401) {
        if (!isRefused(user) && user !== "") {
          accounts.tally(partner, account, true);
        }
        throw new Reply(535, "5.7.8 the user name or the password is not right");
      }
    },
    begin: async (session: SMTPServerSession) => {
      const account = sandboxAccount(session.user ?? "");
      const met = await accounts.meet(partner, account);
      transactions.set(session.id, { ...met, account });
      await sleep(met.misbehaviour.delayMs);
      const { failure, afterKeeping } = met.misbehaviour;
      // Greylisting is about a recipient; all else ends things here.
      if (failure !== null && !afterKeeping && (failure === "hang_up" || failure.status !== 429)) {
        accounts.tally(partner, account, true);
        throw failureReply(met.misbehaviour) ?? new HangUp();
      }
    },
    recipient: async (session: SMTPServerSession, address: string) => {
      const { account, misbehaviour, refuseEveryNthRecord: nth } = of(session);
      const refusal =
        isUnknown(address) || (nth !== undefined && isRefusedRecord(address, nth))
          ? new Reply(550, "5.1.1 there is no such mailbox here")
          : misbehaviour.afterKeeping
            ? null
            : failureReply(misbehaviour);
      if (refusal) {
        accounts.tally(partner, account, true);
        throw refusal;
      }
    },
    take: async (session: SMTPServerSession, stream: SMTPServerDataStream) => {
      const { account, misbehaviour } = of(session);
      const { mailFrom, rcptTo } = session.envelope;
      const mime = await bytesOf(stream);
      const envelope = { from: mailFrom ? mailFrom.address : "", to: rcptTo.map(({ address }) => address) };
      const record = await readMail(mime, envelope);
      const kept = await writer.write({ partner, account, records: [record] }).then(
        () => null,
        (error: unknown) => {
          log.warn({ err: error }, "the sandbox could not keep a mail");
          return new Reply(451, "4.3.0 the sandbox could not keep the mail");
        },
      );
      const failure = kept ?? failureReply(misbehaviour);
      accounts.tally(partner, account, failure !== null);
      if (failure) {
        throw failure;
      }
    },
    forget: (session: SMTPServerSession) => transactions.delete(session.id),
  };
}

/** Takes mails on a port of this machine alone, until stopped. What it takes is committed before it says so. */
export async function startMailListener(
  parts: Parts,
  port: number,
): Promise<{ port: number; stop(): Promise<void> }> {
  const { signIn, begin, recipient, take, forget } = judge(parts);
  const hangUp = ({ id }: SMTPServerSession) => {
    for (const connection of server.connections as Set<{ id: string; _socket: Socket }>) {
      if (connection.id === id) {
        connection._socket.destroy();
      }
    }
  };
  /** Carries out a decision and says what came of it, or nothing at all. */
  const answer = (
    session: SMTPServerSession,
    decided: Promise<void>,
    reply: (error?: Error | null) => void,
  ): void => {
    decided.then(
      () => reply(),
      (error: unknown) => {
        if (error instanceof HangUp) {
          hangUp(session);
        } else if (error instanceof Reply) {
          reply(error);
        } else {
          parts.log.error({ err: error }, "the sandbox failed on a mail");
          reply(new Reply(451, "4.3.0 the sandbox itself failed"));
        }
      },
    );
  };
  const server = new SMTPServer({
    name: "sandbox.junction",
    banner: "keeps what it is sent and delivers nothing",
    size: MAX_MAIL_BYTES,
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    authMethods: ["PLAIN", "LOGIN"],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, callback) => {
      signIn(username ?? "", password ?? "").then(
        () => callback(null, { user: username }),
        (error: Error) => callback(error),
      );
    },
    onMailFrom: (_address, session, callback) => answer(session, begin(session), callback),
    onRcptTo: ({ address }, session, callback) =>
      answer(session, recipient(session, address ?? ""), callback),
    onData: (stream, session, callback) => answer(session, take(session, stream), callback),
    onClose: (session) => {
      forget(session);
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
  // A client that goes away in the middle of things is nobody's fault.
  server.on("error", (error) => parts.log.debug({ err: error }, "a mail session of the sandbox broke"));
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
