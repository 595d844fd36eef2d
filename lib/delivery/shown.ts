import type { JsonObject } from "../kernel/json.ts";
import type { SendAnswer, ShownRequest } from "../partners/connector.ts";

/** A request over this is kept only by its beginning. */
const KEPT_CHARACTERS = 64_000;

/** PostgreSQL's JSON holds neither NUL nor lone halves of a character, and a partner may answer anything. */
function storable(text: string): string {
  return Buffer.from(text.replaceAll("\u0000", "")).toString();
}

/** A request as the ledger keeps it. */
export function keptRequest(shown: ShownRequest): JsonObject {
  return { ...shown, body: storable(shown.body.slice(0, KEPT_CHARACTERS)) };
}

/** An answer as the ledger keeps it. */
export function keptAnswer(answer: SendAnswer | null): JsonObject | null {
  return answer && { status: answer.httpStatus, body: storable(answer.body), message: answer.message };
}
