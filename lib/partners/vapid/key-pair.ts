import { createECDH } from "node:crypto";

/** A fresh pair, by the keys of the kit's settings. */
export function generateKeyPair(): { publicKey: string; privateKey: string } {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  // A private key with zeros in front comes shorter.
  const privateKey = Buffer.concat([Buffer.alloc(32), pair.getPrivateKey()]).subarray(-32);
  return { publicKey: pair.getPublicKey("base64url"), privateKey: privateKey.toString("base64url") };
}

/** Whether the public key is the private one's; false for what is no key at all. */
export function belongTogether(publicKey: string, privateKey: string): boolean {
  const pair = createECDH("prime256v1");
  try {
    pair.setPrivateKey(Buffer.from(privateKey, "base64url"));
  } catch {
    // Zero, or beyond the order of the curve.
    return false;
  }
  return pair.getPublicKey().equals(Buffer.from(publicKey, "base64url"));
}
