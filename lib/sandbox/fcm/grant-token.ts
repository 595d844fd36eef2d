import { isJsonObject, type JsonObject } from "../../kernel/json.ts";
import type { SandboxAnswer, SandboxCall } from "../kit.ts";
import { parseObject } from "../parse-object.ts";

const PREFIX = "ya29.sandbox.";
const AUDIENCE = "https://oauth2.googleapis.com/token";
const SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

function denied(description: string): SandboxAnswer {
  return { status: 400, body: JSON.stringify({ error: "invalid_grant", error_description: description }) };
}

function claimsOf(assertion: string): JsonObject | null {
  const [head = "", body = "", signature = ""] = assertion.split(".");
  const read = (part: string) => parseObject(Buffer.from(part, "base64url"));
  return read(head)?.alg === "RS256" && signature.length > 300 ? read(body) : null;
}

/**
 * Google's token endpoint. Whose key signed the assertion it cannot know, so it looks at everything but the signature. A
 * service account whose name begins with "refused" is none, by a rule of the sandbox alone.
 */
export function grantToken(call: SandboxCall): SandboxAnswer {
  const form = new URLSearchParams(call.body.toString());
  if (form.get("grant_type") !== "urn:ietf:params:oauth:grant-type:jwt-bearer") {
    return { status: 400, body: JSON.stringify({ error: "unsupported_grant_type" }) };
  }
  const claims = claimsOf(form.get("assertion") ?? "");
  if (!claims || !isJsonObject(claims)) {
    return denied("Invalid JWT Signature.");
  }
  const { iss, scope, aud, iat, exp } = claims;
  const now = Date.now() / 1_000;
  if (aud !== AUDIENCE || scope !== SCOPE || typeof iss !== "string" || !iss.includes("@")) {
    return denied("Invalid JWT: aud, scope or iss is not right.");
  }
  if (
    typeof iat !== "number" ||
    typeof exp !== "number" ||
    exp - iat > 3_600 ||
    iat > now + 60 ||
    exp < now
  ) {
    return denied(
      "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.",
    );
  }
  if (iss.startsWith("refused")) {
    return denied("Invalid grant: account not found");
  }
  const access_token = `${PREFIX}${Buffer.from(iss).toString("base64url")}`;
  return { status: 200, body: JSON.stringify({ access_token, expires_in: 3_599, token_type: "Bearer" }) };
}

/** Whether a request bears a token that was granted here. */
export function isGranted({ headers }: SandboxCall): boolean {
  return String(headers.authorization ?? "").startsWith(`Bearer ${PREFIX}`);
}
