import type { HttpAnswer, HttpClient } from "../../kernel/http-client.ts";
import type { SendAnswer } from "../connector.ts";
import { exchange } from "../exchange.ts";

type Handled = { method: string; headers: Record<string, string>; body?: unknown };
type Target = { protocol: string; hostname: string; port?: number; path: string };

function bytesOf(body: unknown): string | Buffer {
  return body instanceof Uint8Array
    ? Buffer.from(body.buffer, body.byteOffset, body.byteLength)
    : String(body ?? "");
}

/** What one call of the SDK came to, beyond what the SDK tells of it. */
export type Seen = { answer: HttpAnswer | null; failure: SendAnswer | null };

/** Goes with each call through the SDK to the way out; the SDK itself reads none of it. */
export type CallOptions = { requestTimeout: number; abortSignal?: AbortSignal; seen: Seen };

export function callOptions(timeoutMs: number, signal?: AbortSignal): CallOptions {
  const seen: Seen = { answer: null, failure: null };
  return { requestTimeout: timeoutMs, ...(signal && { abortSignal: signal }), seen };
}

/** The SDK's way out, replaced by Junction's own: its addresses are checked like all others'. Calls take `callOptions`. */
export function handlerOver(service: string, http: HttpClient) {
  return {
    handle: async (request: Handled & Target, options?: object) => {
      const { seen, requestTimeout, abortSignal } = options as CallOptions;
      const { method, headers, body, protocol, hostname, port, path } = request;
      const { host: _host, "content-length": _length, ...kept } = headers;
      const { answer, failure } = await exchange(service, http, {
        method: method === "POST" ? "POST" : "GET",
        url: `${protocol}//${hostname}${port ? `:${port}` : ""}${path}`,
        headers: kept,
        body: bytesOf(body),
        timeoutMs: requestTimeout,
        signal: abortSignal,
      });
      if (failure) {
        seen.failure = failure;
        throw new Error(failure.message);
      }
      seen.answer = answer;
      return {
        response: { statusCode: answer.status, headers: answer.headers, body: Buffer.from(answer.body) },
      };
    },
  };
}
