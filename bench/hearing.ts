import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const inAddress = (url: URL): string[] => [url.searchParams.get("token") ?? ""];

/** The tokens of events that were put on a bus. */
export function inEntries(_url: URL, body: string): string[] {
  const { Entries = [] } = JSON.parse(body) as { Entries?: { Detail: string }[] };
  return Entries.map(({ Detail }) => JSON.parse(Detail).key_values?.token ?? "");
}

/** A server that notes when it heard of a token; it answers as EventBridge does. */
export async function hearingServer(tokensOf: (url: URL, body: string) => string[] = inAddress) {
  const since = new Map<string, number>();
  const early = new Map<string, number>();
  let waits: number[] = [];
  const server = createServer((incoming, response) => {
    const arrived = performance.now();
    const url = new URL(incoming.url ?? "/", "http://x");
    let body = "";
    incoming.on("data", (piece) => {
      body += piece;
    });
    incoming.on("end", () => {
      const tokens = url.pathname === "/bare" ? inAddress(url) : tokensOf(url, body);
      const Entries = tokens.map((_, n) => ({ EventId: String(n) }));
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ FailedEntryCount: 0, Entries }));
      for (const token of tokens) {
        const begun = since.get(token);
        if (begun === undefined) {
          early.set(token, arrived);
        } else {
          since.delete(token);
          waits.push(arrived - begun);
        }
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The writer knows that it is committed. */
    committed: (token: string) => {
      if (early.delete(token)) {
        waits.push(0);
      } else {
        since.set(token, performance.now());
      }
    },
    open: () => since.size,
    take: () => {
      const taken = waits;
      waits = [];
      since.clear();
      return taken;
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
