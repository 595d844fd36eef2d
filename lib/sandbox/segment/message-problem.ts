import type { JsonObject } from "../../kernel/json.ts";

/** "Under 100 characters", says Segment's page on common fields. */
const MAX_MESSAGE_ID = 99;

const required: Record<string, string[]> = {
  identify: [],
  track: ["event"],
  page: [],
  screen: [],
  group: ["groupId"],
  alias: ["previousId", "userId"],
};

function has(message: JsonObject, field: string): boolean {
  const value = message[field];
  return (typeof value === "string" && value !== "") || typeof value === "number";
}

/** Why Segment would drop a message that it answered with 200, in words; null when it would take it. */
export function messageProblem(message: JsonObject): string | null {
  const type = String(message.type);
  const fields = Object.hasOwn(required, type) ? required[type] : undefined;
  if (!fields) {
    return `type: "${type.slice(0, 40)}" is not a call of the tracking API`;
  }
  if (type !== "alias" && !has(message, "userId") && !has(message, "anonymousId")) {
    return "no_user_anon_id: neither userId nor anonymousId";
  }
  const missing = fields.find((field) => !has(message, field));
  if (missing !== undefined) {
    return `${missing}: missing`;
  }
  if (typeof message.messageId === "string" && message.messageId.length > MAX_MESSAGE_ID) {
    return `messageId: longer than ${MAX_MESSAGE_ID} characters`;
  }
  return null;
}
