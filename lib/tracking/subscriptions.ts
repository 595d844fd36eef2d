import type { ChannelId } from "../channels/catalog.ts";
import type { Db } from "../db/client.ts";
import { selectSubscriptions } from "./tracking-store.ts";

/** Those of these people who want no messages by a channel: whoever sends asks it for each page of people. */
export async function unsubscribedAmong(
  db: Db,
  workspaceId: string,
  channel: ChannelId,
  personIds: readonly string[],
): Promise<Set<string>> {
  const rows = await selectSubscriptions(db, workspaceId, personIds, channel);
  return new Set(rows.map(({ personId }) => personId));
}
