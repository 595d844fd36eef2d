import { createHash } from "node:crypto";

/** The name under which the sandbox keeps an account: a hash, so that its tables never hold a partner's key. */
export function sandboxAccount(key: string): string {
  return createHash("sha256").update(`sandbox ${key}`).digest("hex").slice(0, 24);
}
