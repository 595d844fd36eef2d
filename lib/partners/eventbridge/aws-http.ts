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

/** The SDK's way out, replaced by Junction's own: its addresses are checked like all others'. */
export function handlerOver(
  service: string,
  http: HttpClient,
  timeoutMs: number,
  signal: AbortSignal | undefined,
) {
  const seen: { answer: HttpAnswer | null; failure: SendAnswer | null } = { answer: null, failure: null };
  return {
    seen,
    handle: async ({ method, headers, body, protocol, hostname, port, path }: Handled & Target) => {
      const { host: _host, "content-length": _length, ...kept } = headers;
      const { answer, failure } = await exchange(service, http, {
        method: method === "POST" ? "POST" : "GET",
        url: `${protocol}//${hostname}${port ? `:${port}` : ""}${path}`,
        headers: kept,
        body: bytesOf(body),
        timeoutMs,
        signal,
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
