import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { type Db, openDatabase } from "../db/client.ts";
import { type GroupWriter, groupWriter } from "../kernel/group-writer.ts";
import { type Logger, silentLogger } from "../kernel/logger.ts";
import { type Accounts, accounts } from "./accounts.ts";
import { control } from "./control.ts";
import { isRefusedRecord } from "./faults.ts";
import type { SandboxAnswer, SandboxPartner } from "./kit.ts";
import { sandboxPartners } from "./partners.ts";
import { readBody } from "./read-body.ts";
import { keepRecords, type ReceivedRecords } from "./receive-store.ts";

export type SandboxOptions = {
  /** A database that is open already, or where to open one. */
  db?: Db;
  url?: string;
  /** 0, a free one, unless told. */
  port?: number;
  log?: Logger;
};

export type Sandbox = {
  port: number;
  /** The base URL that replaces a partner's host, for example `hostOf("segment")`. */
  hostOf(partner: string): string;
  stop(): Promise<void>;
};

type Parts = { accounts: Accounts; writer: GroupWriter<ReceivedRecords>; log: Logger };

function reply(response: ServerResponse, answer: SandboxAnswer): void {
  const headers = { "content-type": "application/json", ...answer.headers };
  response.writeHead(answer.status, { ...headers, "content-length": Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

function failureAnswer(
  partner: SandboxPartner,
  failure: { status: number; retryAfterS: number | null },
): SandboxAnswer {
  const words = failure.status === 429 ? "too many requests" : "the partner has a fault on purpose";
  const answer = partner.problem(failure.status, words);
  if (failure.retryAfterS === null) {
    return answer;
  }
  const wait = String(failure.retryAfterS);
  return { ...answer, headers: { ...answer.headers, "retry-after": wait, "x-ratelimit-reset": wait } };
}

/** PostgreSQL's classes of errors that the data itself causes: 22 data exception, 54 limit exceeded. */
function isDataError(error: unknown): boolean {
  return error instanceof Error && "code" in error && /^(22|54)/.test(String(error.code));
}

async function keep(
  parts: Parts,
  partner: SandboxPartner,
  received: ReceivedRecords,
): Promise<SandboxAnswer | null> {
  try {
    await parts.writer.write(received);
    return null;
  } catch (error) {
    if (isDataError(error)) {
      return partner.problem(400, "the request cannot be kept");
    }
    parts.log.warn({ err: error }, "the sandbox could not keep a request");
    return partner.problem(503, "the sandbox cannot reach its database");
  }
}

async function answerOf(
  parts: Parts,
  partner: SandboxPartner,
  request: IncomingMessage,
  path: string,
): Promise<{ account: string | null; answer: SandboxAnswer | "hang_up" }> {
  const body = await readBody(request, partner.maxBodyBytes);
  if (!body) {
    return { account: null, answer: partner.tooLarge };
  }
  const reading = partner.read({ method: request.method ?? "", path, headers: request.headers, body });
  const { account } = reading;
  if (reading.kind === "refused") {
    return { account, answer: reading.answer };
  }
  const met = await parts.accounts.meet(partner.id, reading.account);
  const { delayMs, failure, afterKeeping } = met.misbehaviour;
  if (delayMs > 0) {
    await sleep(delayMs);
  }
  const failed = failure === null || failure === "hang_up" ? failure : failureAnswer(partner, failure);
  if (failed !== null && !afterKeeping) {
    return { account, answer: failed };
  }
  const nth = met.refuseEveryNthRecord;
  const bad =
    nth === undefined ? undefined : reading.records.find((one) => isRefusedRecord(one.messageId, nth));
  if (bad) {
    return { account, answer: partner.problem(400, `a record is refused on purpose (${bad.messageId})`) };
  }
  const { records } = reading;
  const problem =
    records.length > 0
      ? await keep(parts, partner, { partner: partner.id, account: reading.account, records })
      : null;
  return { account, answer: problem ?? failed ?? reading.answer };
}

async function serve(
  parts: Parts,
  db: Db,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? "/";
  const end = url.indexOf("/", 1);
  const prefix = url.slice(1, end === -1 ? undefined : end);
  const path = (end === -1 ? "/" : url.slice(end)).split("?")[0] ?? "/";
  if (prefix === "_control") {
    reply(
      response,
      await control(db, parts.accounts, {
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
  const { account, answer } = await answerOf(parts, partner, request, path);
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

/**
 * Starts the partners' stand-ins on a port of this machine alone. What they receive is committed before they answer.
 * Rejects when the port is taken.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const own = options.db ? null : openDatabase(options.url ?? "", { max: 4 });
  const db = options.db ?? own;
  if (!db) {
    throw new Error("The sandbox needs a database.");
  }
  const log = options.log ?? silentLogger;
  const parts: Parts = {
    log,
    accounts: accounts(db, log),
    writer: groupWriter({
      write: (items) => keepRecords(db, items),
      sizeOf: (item) => item.records.length,
      writers: 2,
    }),
  };
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    serve(parts, db, request, response).catch((error) => {
      if (!request.destroyed) {
        log.error({ err: error }, "the sandbox failed on a request");
      }
      if (!response.headersSent) {
        reply(response, { status: 500, body: JSON.stringify({ message: "The sandbox itself failed." }) });
      }
    });
  });
  const port = await listen(server, options.port ?? 0);
  const flush = () =>
    parts.accounts
      .flush()
      .catch((error) => log.warn({ err: error }, "the sandbox could not write its counts"));
  const timer = setInterval(flush, 1_000);
  return {
    port,
    hostOf: (partner) => `http://127.0.0.1:${port}/${partner}`,
    stop: async () => {
      clearInterval(timer);
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await flush();
      await own?.close();
    },
  };
}
