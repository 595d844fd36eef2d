import type { Socket } from "node:net";

export type HttpRequest = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  url: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** Milliseconds for the whole exchange; 15 s unless told. */
  timeoutMs?: number;
  /** Bytes of the answer that are read, where more than usual are expected. */
  maxAnswerBytes?: number;
  signal?: AbortSignal;
  /** Takes the body of a 2xx answer as it comes in, however large; the answer's `body` is empty then. What it throws passes. */
  take?: (answer: StreamedAnswer) => Promise<void>;
};

export type StreamedAnswer = {
  headers: Record<string, string>;
  pieces: AsyncIterable<Uint8Array>;
  /** Aborted when the time for the exchange is over, or its caller's signal is: the pieces may then never end. */
  gone: AbortSignal;
};

export type HttpAnswer = { status: number; headers: Record<string, string>; body: string };

/** Opens a bare connection for what is not HTTP. Fails as `HttpClient` does, with words that begin with the host. */
export type Dial = (to: {
  host: string;
  port: number;
  timeoutMs: number;
  signal?: AbortSignal;
}) => Promise<Socket>;

/**
 * Sends one request. Answers with whatever status came back; throws `Fault("unavailable")` with `retry: "later"`
 * when no answer came (network, timeout) and `Fault("invalid")` with `retry: "never"` for an address that is refused.
 */
export type HttpClient = ((request: HttpRequest) => Promise<HttpAnswer>) & {
  /** By the same rules of addresses; missing where nothing but HTTP may leave. */
  dial?: Dial;
};
