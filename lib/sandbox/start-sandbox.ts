import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { SecretBox } from "../access/secret-box.ts";
import { type Db, openDatabase } from "../db/client.ts";
import { groupWriter } from "../kernel/group-writer.ts";
import { type Logger, silentLogger } from "../kernel/logger.ts";
import { accounts } from "./accounts.ts";
import { answerCall, type Parts } from "./answer-call.ts";
import { control } from "./control.ts";
import { inFlightCounts } from "./in-flight.ts";
import type { SandboxAnswer } from "./kit.ts";
import { sandboxPartners } from "./partners.ts";
import { deleteOldest, KEEP_DAYS } from "./prune-store.ts";
import { readBody } from "./read-body.ts";
import { keepRecords } from "./receive-store.ts";
import { type Deliveries, startDeliveries } from "./rules/deliveries.ts";
import { startMailListener } from "./smtp/mail-listener.ts";
import { smtpSandbox } from "./smtp/smtp-sandbox.ts";

const PRUNE_EVERY_MS = 3_600_000;
const PRUNED_AT_ONCE = 5_000;

export type SandboxOptions = {
  /** A database that is open already, or where to open one. */
  db?: Db;
  url?: string;
  /** 0, a free one, unless told. */
  port?: number;
  /** Where it takes mails; 0, a free one, unless told. */
  mailPort?: number;
  log?: Logger;
  /** Where rules pass events on to, and what opens their keys; without it they wait. */
  installation?: { url: string; secrets: SecretBox };
};

export type Sandbox = {
  port: number;
  mailPort: number;
  /** The base URL that replaces a partner's host, for example `hostOf("segment")`. */
  hostOf(partner: string): string;
  stop(): Promise<void>;
};

function reply(response: ServerResponse, answer: SandboxAnswer): void {
  const headers = { "content-type": "application/json", ...answer.headers };
  response.writeHead(answer.status, { ...headers, "content-length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

async function serve(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = request.url ?? "/";
  const end = url.indexOf("/", 1);
  const prefix = url.slice(1, end === -1 ? undefined : end);
  const [path = "/", query = ""] = (end === -1 ? "/" : url.slice(end)).split("?", 2);
  if (prefix === "_control") {
    reply(
      response,
      await control(parts.db, parts.accounts, {
        method: request.method ?? "",
        path,
        body: await readBody(request, 100_000),
      }),
    );
    return;
  }
  const partner = Object.hasOwn(sandboxPartners, prefix) ? sandboxPartners[prefix] : undefined;
  if (!partner) {
    reply(response, {
      status: 404,
      body: JSON.stringify({ message: "There is no such partner in the sandbox." }),
    });
    return;
  }
  const { account, answer } = await answerCall(parts, partner, request, {
    path,
    query: new URLSearchParams(query),
  });
  if (account !== null) {
    parts.accounts.tally(partner.id, account, answer === "hang_up" || answer.status >= 300);
  }
  if (answer === "hang_up") {
    request.socket.destroy();
  } else {
    reply(response, answer);
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** Deletes in pieces until nothing is left that is too old. */
async function prune(db: Db, isEnding: () => boolean): Promise<void> {
  const before = new Date(Date.now() - KEEP_DAYS * 24 * 3_600_000);
  while (!isEnding() && (await deleteOldest(db, before, PRUNED_AT_ONCE)) > 0) {}
}

/**
 * Starts the partners' stand-ins on ports of this machine alone, one for HTTP and one for mails. What they receive is committed before they answer.
 * Rejects when a port is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const own = options.db ? null : openDatabase(options.url ?? "", { max: 4 });
  const db = options.db ?? own;
  if (!db) {
    throw new Error("The sandbox needs a database.");
  }
  const log = options.log ?? silentLogger;
  let deliveries: Deliveries | undefined;
  const parts: Parts = {
    db,
    log,
    inFlight: inFlightCounts(),
    accounts: accounts(db, log),
    writer: groupWriter({
      write: async (items) => {
        await keepRecords(db, items);
        if (items.some(({ partner }) => sandboxPartners[partner]?.hasRules)) {
          deliveries?.wake();
        }
      },
      sizeOf: (item) => item.records.length,
      writers: 2,
    }),
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    serve(parts, request, response).catch((error) => {
      if (!request.destroyed) {
        log.error({ err: error }, "the sandbox failed on a request");
      }
      if (!response.headersSent) {
        reply(response, { status: 500, body: JSON.stringify({ message: "The sandbox itself failed." }) });
      }
    });
  });
  const port = await listen(server, options.port ?? 0);
  const mails = await startMailListener(parts, options.mailPort ?? 0).catch(async (error) => {
    await new Promise((resolve) => server.close(resolve));
    throw error;
  });
  deliveries = options.installation && startDeliveries({ db, log, ...options.installation });
  const flush = () =>
    parts.accounts
      .flush()
      .catch((error) => log.warn({ err: error }, "the sandbox could not write its counts"));
  const timer = setInterval(flush, 1_000);
  let ending = false;
  let pruning = Promise.resolve();
  const pruneNow = () => {
    pruning = pruning
      .then(() => prune(db, () => ending))
      .catch((error) => log.warn({ err: error }, "the sandbox could not forget what is old"));
  };
  pruneNow();
  const pruneTimer = setInterval(pruneNow, PRUNE_EVERY_MS);
  return {
    port,
    mailPort: mails.port,
    hostOf: (partner) =>
      partner === smtpSandbox.id
        ? `smtp://127.0.0.1:${mails.port}/${partner}`
        : `http://127.0.0.1:${port}/${partner}`,
    stop: async () => {
      ending = true;
      clearInterval(timer);
      clearInterval(pruneTimer);
      server.closeAllConnections();
      await mails.stop();
      await new Promise((resolve) => server.close(resolve));
      await deliveries?.stop();
      await flush();
      await pruning;
      await own?.close();
    },
  };
}
