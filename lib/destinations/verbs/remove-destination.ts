import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { archiveDestinations } from "../archive.ts";
import { lockDestination } from "../destination-store.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { type DestinationOf, destinationOf } from "../schema.ts";

/** Removes a destination: what waits is not sent, the partner keeps what it has. Throws `not_found`. */
export async function removeDestination(ctx: Ctx, input: DestinationOf): Promise<Record<string, never>> {
  authorise(ctx, "destinations.write");
  const { id } = parse(destinationOf, input);
  await inTransaction(ctx, async (tx) => {
    await lockDestination(tx.db, tx.workspaceId, id);
    const record = await destinationInWorkspace(tx, id);
    await archiveDestinations(tx, { id: record.source_id, name: record.source_name }, id);
  });
  return {};
}
