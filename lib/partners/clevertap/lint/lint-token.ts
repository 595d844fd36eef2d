import { isJsonObject, type JsonObject } from "../../../kernel/json.ts";
import type { Lint } from "../../connector.ts";
import { tokenTypes } from "../limits.ts";
import { refuse } from "./finding.ts";
import { badIdentity } from "./lint-user.ts";

function lintData({ id, type }: JsonObject): Lint[] {
  const findings: Lint[] = [];
  if (typeof id !== "string" || id === "") {
    findings.push(
      refuse("tokenData.id", "no_token_id", "The device token itself is missing, or is no text."),
    );
  }
  if (type === undefined || type === null || type === "") {
    findings.push(
      refuse("tokenData.type", "no_token_type", "The record does not say what kind of token it is."),
    );
  } else if (typeof type !== "string" || !tokenTypes.includes(type)) {
    findings.push(
      refuse(
        "tokenData.type",
        "invalid_token_type",
        `CleverTap takes tokens of the kinds ${tokenTypes.join(", ")}; this is none of them.`,
      ),
    );
  }
  return findings;
}

/** A device token, which goes by its object ID alone. */
export function lintToken({ objectId, tokenData }: JsonObject): Lint[] {
  const user =
    objectId === undefined || objectId === null
      ? refuse("objectId", "no_identifier", "A device token goes by an object ID, and this one has none.")
      : badIdentity(objectId, "objectId");
  const findings = user ? [user] : [];
  return isJsonObject(tokenData)
    ? [...findings, ...lintData(tokenData)]
    : [...findings, refuse("tokenData", "invalid_token", "The record holds no device token.")];
}
