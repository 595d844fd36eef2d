import { isJsonObject, type Json, type JsonObject } from "../../kernel/json.ts";
import type { Lint } from "../connector.ts";
import { refuse } from "./lint/finding.ts";
import { lintEvent } from "./lint/lint-event.ts";
import { lintProfile } from "./lint/lint-profile.ts";
import { lintToken } from "./lint/lint-token.ts";
import { lintTime, lintUser } from "./lint/lint-user.ts";

const kinds = new Map<Json | undefined, (record: JsonObject) => Lint[]>([
  ["profile", (record) => [...lintUser(record), ...lintTime(record), ...lintProfile(record)]],
  ["event", (record) => [...lintUser(record), ...lintTime(record), ...lintEvent(record)]],
  ["token", lintToken],
]);

/**
 * What CleverTap will refuse or drop of a record of its Upload API, and what it will take for other than it was meant
 * (contracts §1.3 to 1.8), in the order of the record. An empty list is no promise: CleverTap looks at more than it tells.
 */
export function lintRecord(record: Json): Lint[] {
  const lint = isJsonObject(record) ? kinds.get(record.type) : undefined;
  return lint && isJsonObject(record)
    ? lint(record)
    : [refuse("type", "unknown_type", "The record is neither a profile, nor an event, nor a device token.")];
}
