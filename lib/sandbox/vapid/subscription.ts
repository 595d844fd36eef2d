import { createDecipheriv, createECDH, createHash, hkdfSync } from "node:crypto";

/** What a browser has of a subscription: in the sandbox all of it follows from its name, so nothing is kept. */
function ownKeys(id: string) {
  const pair = createECDH("prime256v1");
  pair.setPrivateKey(createHash("sha256").update(`sandbox browser ${id}`).digest());
  return { pair, auth: createHash("sha256").update(`sandbox auth ${id}`).digest().subarray(0, 16) };
}

export type SandboxSubscription = { endpoint: string; keys: { p256dh: string; auth: string } };

/** The subscription of a browser of this name at the sandbox's push service, as a real browser tells it to its site. */
export function sandboxSubscription(host: string, id: string): SandboxSubscription {
  const { pair, auth } = ownKeys(id);
  return {
    endpoint: `${host}/push/${encodeURIComponent(id)}`,
    keys: { p256dh: pair.getPublicKey("base64url"), auth: auth.toString("base64url") },
  };
}

function derive(key: Buffer, salt: Buffer, info: Buffer | string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", key, salt, info, bytes));
}

/** What a browser reads out of a message (RFC 8291 over RFC 8188, one record); null where it is not for it. */
export function decryptPush(id: string, body: Buffer): string | null {
  const { pair, auth } = ownKeys(id);
  const salt = body.subarray(0, 16);
  const keyLength = body[20] ?? 0;
  const sender = body.subarray(21, 21 + keyLength);
  const sealed = body.subarray(21 + keyLength);
  if (keyLength !== 65 || sealed.length < 18) {
    return null;
  }
  try {
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), pair.getPublicKey(), sender]);
    const secret = derive(pair.computeSecret(sender), auth, info, 32);
    const key = derive(secret, salt, "Content-Encoding: aes128gcm\0", 16);
    const nonce = derive(secret, salt, "Content-Encoding: nonce\0", 12);
    const decipher = createDecipheriv("aes-128-gcm", key, nonce);
    decipher.setAuthTag(sealed.subarray(-16));
    const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
    // Behind the text stands a 2, and padding of zeros behind it.
    return padded.subarray(0, padded.lastIndexOf(2)).toString("utf8");
  } catch {
    // A key that is no point, or a tag that does not fit: it was encrypted for somebody else.
    return null;
  }
}
