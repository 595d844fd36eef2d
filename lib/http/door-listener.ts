import type { IncomingMessage, ServerResponse } from "node:http";
import { oneHeader, type Reply, sendReply } from "./node-reply.ts";
import { readAtMost } from "./read-at-most.ts";

/** A request as endpoints want it, whatever carries it. */
export type Incoming = {
  method: string;
  /** path and query, as they came */
  address: string;
  /** null when it is missing or repeated; the name in lower case */
  header(name: string): string | null;
  /** Reads the body, at most `maxBytes`; undefined when it is larger. Called once at most. */
  readBody(maxBytes: number): Promise<Buffer | undefined>;
};

export type Answered<Answer extends Reply> = { method: string; reply: Answer; seconds: number };

/** False: the request is for somebody else, untouched. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => boolean;

/** Answers the calls of a Node.js HTTP server whose address matches `path`; `answer` also gets the first group of the match. */
export function doorListener<Answer extends Reply>(
  path: RegExp,
  answer: (incoming: Incoming, part: string) => Promise<Answer>,
  observe: (answered: Answered<Answer>) => void = () => {},
): Listener {
  async function serve(request: IncomingMessage, response: ServerResponse, part: string): Promise<void> {
    const started = performance.now();
    const { headers, method = "", url: address = "" } = request;
    const reply = await answer(
      {
        method,
        address,
        header: (name) => oneHeader(headers[name]),
        readBody: (maxBytes) => readAtMost(request, maxBytes),
      },
      part,
    );
    observe({ method, reply, seconds: (performance.now() - started) / 1_000 });
    sendReply(request, response, reply);
  }
  return (request, response) => {
    const match = path.exec(request.url ?? "");
    if (match === null) {
      return false;
    }
    // Only a socket that breaks off while its body is read can fail here: then nobody is left to answer.
    serve(request, response, match[1] ?? "").catch(() => response.destroy());
    return true;
  };
}
