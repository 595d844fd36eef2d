import type { JsonObject } from "../kernel/json.ts";
import { storableText } from "../kernel/storable-text.ts";
import type { SendAnswer, ShownRequest } from "../partners/connector.ts";

/** A request over this is kept only by its beginning. */
const KEPT_CHARACTERS = 64_000;

/** A request as the ledger keeps it. */
export function keptRequest(shown: ShownRequest): JsonObject {
  return { ...shown, body: storableText(shown.body.slice(0, KEPT_CHARACTERS)) };
}

/** An answer as the ledger keeps it. */
export function keptAnswer(answer: SendAnswer | null): JsonObject | null {
  return answer && { status: answer.httpStatus, body: storableText(answer.body), message: answer.message };
}
