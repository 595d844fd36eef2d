import type { lookup as systemLookup } from "node:dns";
import { connect, isIP, type Socket } from "node:net";
import { Fault } from "../kernel/fault.ts";
import type { Dial } from "../kernel/http-client.ts";
import { guardedLookup, RefusedAddress } from "./guarded-lookup.ts";
import { type AllowList, mayCall } from "./private-address.ts";

/** What a failed connection is called, by Node's codes. */
const words: Record<string, string> = {
  ECONNREFUSED: "refuses the connection",
  ECONNRESET: "ended the connection",
  EHOSTUNREACH: "cannot be reached",
  ENETUNREACH: "cannot be reached",
  ENOTFOUND: "is no host that is known",
  EAI_AGAIN: "could not be looked up",
};

function failureOf(where: string, cause: Error): Fault {
  if (cause instanceof RefusedAddress) {
    return new Fault("invalid", cause.message, { cause, retry: "never" });
  }
  const code = "code" in cause ? String(cause.code) : "";
  return new Fault("unavailable", `${where} ${words[code] ?? "cannot be connected to"}`, {
    cause,
    retry: code === "ENOTFOUND" ? "never" : "later",
  });
}

/** Opens bare connections under the rules of the HTTP client: the address that was checked is the one that is connected to. */
export function dialer(allowed: AllowList, resolve: typeof systemLookup): Dial {
  return ({ host, port, timeoutMs, signal }) =>
    new Promise<Socket>((done, fail) => {
      const where = `${host}:${port}`;
      if (isIP(host) && !mayCall({ host, port }, host, allowed)) {
        fail(failureOf(where, new RefusedAddress(host)));
        return;
      }
      const socket = connect({ host, port, lookup: guardedLookup(allowed, port, resolve) });
      const timer = setTimeout(() => {
        end(new Fault("unavailable", `${where} does not answer`, { retry: "later" }));
      }, timeoutMs);
      const gone = () => end(new Fault("unavailable", "The call was ended.", { retry: "later" }));
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", gone);
        socket.removeAllListeners("error");
      };
      function end(fault: Fault): void {
        settle();
        socket.on("error", () => undefined);
        socket.destroy();
        fail(fault);
      }
      signal?.addEventListener("abort", gone, { once: true });
      socket.once("error", (error) => end(failureOf(where, error)));
      socket.once("connect", () => {
        settle();
        done(socket);
      });
      if (signal?.aborted) {
        gone();
      }
    });
}
