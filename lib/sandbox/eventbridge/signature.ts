import type { SandboxCall } from "../kit.ts";

export type Signed = { accessKeyId: string; region: string; sessionToken: string | null };

/** Who signed a request to a service of AWS. Nobody's secret is known here, so the signature itself is not recomputed. */
export function signerOf(call: SandboxCall, service: "events" | "sts"): Signed | null {
  const header = call.headers.authorization;
  const [, accessKeyId = "", region = "", scope, signedHeaders = ""] =
    typeof header === "string"
      ? (/^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/\d{8}\/([a-z0-9-]+)\/([a-z]+)\/aws4_request, ?SignedHeaders=([^,\s]*), ?Signature=[0-9a-f]{64}$/.exec(
          header,
        ) ?? [])
      : [];
  const names = signedHeaders.split(";");
  const token = call.headers["x-amz-security-token"];
  const sessionToken = typeof token === "string" ? token : null;
  const isSigned =
    scope === service &&
    names.includes("host") &&
    (sessionToken === null || names.includes("x-amz-security-token")) &&
    call.headers["x-amz-date"] !== undefined;
  return isSigned ? { accessKeyId, region, sessionToken } : null;
}
