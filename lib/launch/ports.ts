import { randomInt } from "node:crypto";
import { createServer } from "node:net";

function tryPort(port: number, host?: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EADDRINUSE" || error.code === "EACCES") {
        resolve(null);
      } else {
        reject(error);
      }
    });
    server.listen({ port, host, exclusive: true }, () => {
      const address = server.address();
      const taken = typeof address === "object" && address ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}

/** True when nothing listens on `port`: on every address, or on `host` alone. */
export async function isPortFree(port: number, host?: string): Promise<boolean> {
  return (await tryPort(port, host)) !== null;
}

/** A free port of 127.0.0.1, `wanted` when it is free. */
export async function freePort(wanted = 0): Promise<number> {
  const port = (await tryPort(wanted, "127.0.0.1")) ?? (await tryPort(0, "127.0.0.1"));
  if (port === null) {
    throw new Error("The machine has no free port.");
  }
  return port;
}

/**
 * A free port of 127.0.0.1 that will still be free after a crash: below those that systems lend to outgoing connections
 * (from 32768 on Linux, 49152 on macOS), one of which would sooner or later sit on it.
 */
export async function lastingPort(): Promise<number> {
  for (let tries = 0; tries < 20; tries += 1) {
    const port = await tryPort(randomInt(20_000, 32_768), "127.0.0.1");
    if (port !== null) {
      return port;
    }
  }
  return freePort();
}
