import type { Sql } from "../db/queryable.ts";
import type { DeviceToken } from "./device-token.ts";
import { type RetiredToken, retireSeenBefore, selectTokens } from "./tokens-store.ts";

export type { RetiredToken };

/**
 * Where push messages reach these people, in one query for all: of each the devices used last first, at most 20, none that
 * is retired. Whoever has none is not in it.
 */
export function tokensOf(
  db: Sql,
  workspaceId: string,
  personIds: readonly string[],
): Promise<Map<string, DeviceToken[]>> {
  return selectTokens(db, workspaceId, personIds);
}

/**
 * Books tokens that a push service has said are dead: nothing is sent to them until their device is seen with them again.
 * `at`: when it was said; a device seen later stays. To be run in the transaction that books the message. Answers how many.
 */
export async function retireTokens(
  db: Sql,
  workspaceId: string,
  tokens: readonly RetiredToken[],
  at: Date,
): Promise<number> {
  return tokens.length === 0 ? 0 : retireSeenBefore(db, workspaceId, tokens, at);
}
