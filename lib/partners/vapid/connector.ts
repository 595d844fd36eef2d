import type { Connector } from "../connector.ts";
import { belongTogether, generateKeyPair } from "./key-pair.ts";

/** Carries push messages to browsers; what is sent is the business of the channel. */
export const vapidConnector: Connector = {
  verify: async ({ settings, secrets }) => {
    const ok = belongTogether(settings.publicKey ?? "", secrets.privateKey ?? "");
    return {
      ok,
      message: ok
        ? "The keys belong together. Whether a browser subscribed with this public key shows with the first message."
        : "The private key is not that of the public key. Enter both of one pair, or generate a new pair.",
      httpStatus: null,
      retry: ok ? null : "never",
      field: ok ? null : "privateKey",
    };
  },
  generate: generateKeyPair,
};
