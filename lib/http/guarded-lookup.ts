import type { lookup as systemLookup } from "node:dns";
import type { LookupFunction } from "node:net";
import { type AllowList, mayCall } from "./private-address.ts";

export class RefusedAddress extends Error {
  constructor(host: string) {
    super(
      `${host} is an address inside a private network. An administrator can allow it with JUNCTION_ALLOW_PRIVATE_HOSTS.`,
    );
    this.name = "RefusedAddress";
  }
}

/** Resolves a name and lets through only addresses that may be called: the check and the connection use the same answer. */
export function guardedLookup(
  allowed: AllowList,
  port: number,
  resolve: typeof systemLookup,
): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, found) => {
      if (error) {
        callback(error, "", 0);
        return;
      }
      const addresses = found.filter(({ address }) => mayCall({ host, port }, address, allowed));
      const first = addresses[0];
      if (!first) {
        callback(new RefusedAddress(host), "", 0);
      } else if (options.all) {
        callback(null, addresses);
      } else {
        callback(null, first.address, first.family);
      }
    });
  };
}
