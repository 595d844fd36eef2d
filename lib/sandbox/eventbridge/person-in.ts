import { isJsonObject, type JsonObject } from "../../kernel/json.ts";

/** Whom an event on a bus is about: its first profile, or the detail itself; empty where it names nobody. */
export function personIn(envelope: JsonObject): string {
  const detail = isJsonObject(envelope.detail) ? envelope.detail : {};
  const [profile] = Array.isArray(detail.profiles) ? detail.profiles : [detail.profiles];
  const { identity } = isJsonObject(profile) ? profile : detail;
  return typeof identity === "string" || typeof identity === "number" ? String(identity) : "";
}
