import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes } from "node:crypto";
import { Fault } from "../kernel/fault.ts";

/** Seals and opens secrets with one key; every sealed value is bound to a `purpose` (its owner's id and field). */
export type SecretBox = {
  seal(plain: string, purpose: string): string;
  open(sealed: string, purpose: string): string;
  /** A key for another use (cookies, links), derived from the same secret. */
  derive(use: string): string;
};

/** What is wrong where a secret was sealed under another JUNCTION_SECRET than this process has. */
export const UNREADABLE_WHY = "The stored key cannot be read: it was stored under another JUNCTION_SECRET";

/** The same with what mends it. */
export const UNREADABLE = `${UNREADABLE_WHY}. Start Junction with the former JUNCTION_SECRET, or enter the key or password again`;

/** True for what `open` throws. */
export function isUnreadable(error: unknown): error is Fault {
  return error instanceof Fault && error.code === "precondition" && error.message === `${UNREADABLE}.`;
}

/**
 * AES-256-GCM under a key derived from `secret` (HKDF-SHA-256). `open` throws `precondition` when the text was sealed under
 * another secret, changed or moved.
 */
export function secretBox(secret: string): SecretBox {
  const key = Buffer.from(hkdfSync("sha256", secret, "junction", "secrets v1", 32));
  return {
    seal: (plain, purpose) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
      return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
    },
    open: (sealed, purpose) => {
      const bytes = Buffer.from(sealed.slice(3), "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12))
        .setAAD(Buffer.from(purpose))
        .setAuthTag(bytes.subarray(12, 28));
      try {
        return decipher.update(bytes.subarray(28), undefined, "utf8") + decipher.final("utf8");
      } catch (cause) {
        throw new Fault("precondition", `${UNREADABLE}.`, { cause });
      }
    },
    derive: (use) => createHmac("sha256", key).update(use).digest("base64url"),
  };
}

/** SHA-256 in hex: how random keys and link tokens are kept (their entropy makes a slow hash needless). */
export function tokenHash(token: string): string {
  return hash("sha256", token, "hex");
}

/** What may be shown of a secret: its last four characters, none of a short one. */
export function last4(secret: string): string {
  return secret.length >= 12 ? secret.slice(-4) : "";
}
