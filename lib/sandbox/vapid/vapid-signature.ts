import { createPublicKey, verify } from "node:crypto";
import type { JsonObject } from "../../kernel/json.ts";
import type { SandboxCall } from "../kit.ts";
import { parseObject } from "../parse-object.ts";

export type Signer = { publicKey: string; subject: string };

function isSigned(token: string, publicKey: string): boolean {
  const point = Buffer.from(publicKey, "base64url");
  if (point.length !== 65) {
    return false;
  }
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((part) => part.toString("base64url"));
  const [head = "", body = "", signature = ""] = token.split(".");
  try {
    const key = createPublicKey({ key: { kty: "EC", crv: "P-256", x, y }, format: "jwk" });
    const signed = Buffer.from(`${head}.${body}`);
    return verify("sha256", signed, { key, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url"));
  } catch {
    // Not a point of the curve.
    return false;
  }
}

/** Who signed a request (RFC 8292), or in words why nobody did. */
export function signerOf({ headers }: SandboxCall): Signer | { problem: string } {
  const [, token = "", publicKey = ""] =
    /^vapid t=([\w.-]+),\s*k=([\w-]+)$/.exec(String(headers.authorization ?? "")) ?? [];
  if (token === "") {
    return { problem: "the request is not signed (RFC 8292)" };
  }
  const claims: JsonObject = parseObject(Buffer.from(token.split(".")[1] ?? "", "base64url")) ?? {};
  const now = Date.now() / 1_000;
  if (!isSigned(token, publicKey)) {
    return { problem: "the signature is not that of the key" };
  }
  if (typeof claims.exp !== "number" || claims.exp < now || claims.exp > now + 86_400) {
    return { problem: "exp is over, or more than 24 hours away" };
  }
  if (claims.aud !== `http://${String(headers.host)}`) {
    return { problem: `aud is not http://${String(headers.host)}` };
  }
  const subject = String(claims.sub ?? "");
  return /^(mailto:|https:)/.test(subject)
    ? { publicKey, subject }
    : { problem: "sub is no mailto: or https: address" };
}
