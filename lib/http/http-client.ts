import { lookup as systemLookup } from "node:dns";
import { isIP } from "node:net";
import { Agent, buildConnector, type Dispatcher, request } from "undici";
import { Fault } from "../kernel/fault.ts";
import type { HttpAnswer, HttpClient, HttpRequest } from "../kernel/http-client.ts";
import { dialer } from "./dial.ts";
import { guardedLookup, RefusedAddress } from "./guarded-lookup.ts";
import { type AllowList, allowList, mayCall } from "./private-address.ts";

export type HttpClientOptions = {
  /** Hosts, addresses, one port of either, or CIDRs that may be private (`JUNCTION_ALLOW_PRIVATE_HOSTS`); entries may be empty. */
  allowPrivateHosts: string[];
  /** Bytes of an answer that are read; the rest ends the exchange. 1 MB unless told. */
  maxAnswerBytes?: number;
  /** Resolves names; the system's resolver unless told. */
  lookup?: typeof systemLookup;
};

const CONNECTIONS_PER_HOST = 32;

function guardedConnector(allowed: AllowList, resolve: typeof systemLookup): buildConnector.connector {
  // A lookup is not told the port, so each port has a connector of its own.
  const byPort = new Map<number, buildConnector.connector>();
  const connectorTo = (port: number): buildConnector.connector => {
    const known = byPort.get(port);
    const connector =
      known ?? buildConnector({ lookup: guardedLookup(allowed, port, resolve), timeout: 10_000 });
    byPort.set(port, connector);
    return connector;
  };
  return (options, callback) => {
    const port = Number(options.port) || (options.protocol === "https:" ? 443 : 80);
    // An address in the URL is connected to without a lookup.
    const host = options.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) && !mayCall({ host, port }, host, allowed)) {
      callback(new RefusedAddress(host), null);
      return;
    }
    connectorTo(port)(options, callback);
  };
}

function refusalIn(error: unknown): RefusedAddress | undefined {
  for (let depth = 0, at = error; at instanceof Error && depth < 5; depth += 1, at = at.cause) {
    if (at instanceof RefusedAddress) {
      return at;
    }
  }
  return undefined;
}

async function textOf(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of body) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes > maxBytes) {
      throw new Fault("unavailable", `The answer is larger than ${maxBytes} bytes.`, { retry: "later" });
    }
  }
  return Buffer.concat(pieces).toString();
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new Fault("invalid", "The address is not an http or https URL.", { retry: "never" });
  }
  return url;
}

function headersOf({ headers }: Dispatcher.ResponseData): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
}

function failureOf(cause: unknown): Fault {
  const refused = refusalIn(cause);
  return refused
    ? new Fault("invalid", refused.message, { cause, retry: "never" })
    : new Fault("unavailable", "No answer came from the other side.", { cause, retry: "later" });
}

async function handOver(
  { body }: Dispatcher.ResponseData,
  headers: Record<string, string>,
  take: NonNullable<HttpRequest["take"]>,
  gone: AbortSignal,
): Promise<void> {
  // Destroyed when its taker has left off; the error of that is nobody's.
  body.on("error", () => undefined);
  try {
    await take({ headers, pieces: body, gone });
  } finally {
    body.destroy();
  }
}

/**
 * The one way out: keep-alive connections, a timeout for the whole exchange, a bound on the answer's size, no redirects
 * followed, and no address inside a private network unless it is allowed. What is checked is the resolved address, at the
 * moment of connecting.
 */
export function httpClient(options: HttpClientOptions): HttpClient {
  const allowed = allowList(options.allowPrivateHosts);
  const maxBytes = options.maxAnswerBytes ?? 1_000_000;
  const agent = new Agent({
    connections: CONNECTIONS_PER_HOST,
    pipelining: 1,
    connect: guardedConnector(allowed, options.lookup ?? systemLookup),
  });
  async function textAnswer(answer: Dispatcher.ResponseData, most: number): Promise<HttpAnswer> {
    const body = await textOf(answer.body, most);
    return { status: answer.statusCode, headers: headersOf(answer), body };
  }
  const send = async ({
    method,
    url,
    headers,
    body,
    timeoutMs = 15_000,
    maxAnswerBytes,
    signal,
    take,
  }: HttpRequest): Promise<HttpAnswer> => {
    const target = urlOf(url);
    const timeout = AbortSignal.timeout(timeoutMs);
    const gone = signal ? AbortSignal.any([signal, timeout]) : timeout;
    let taken: Dispatcher.ResponseData;
    try {
      taken = await request(target, { method, headers, body, dispatcher: agent, signal: gone });
      if (!take || taken.statusCode >= 300) {
        return await textAnswer(taken, maxAnswerBytes ?? maxBytes);
      }
    } catch (cause) {
      throw cause instanceof Fault ? cause : failureOf(cause);
    }
    const received = headersOf(taken);
    await handOver(taken, received, take, gone);
    return { status: taken.statusCode, headers: received, body: "" };
  };
  return Object.assign(send, { dial: dialer(allowed, options.lookup ?? systemLookup) });
}
