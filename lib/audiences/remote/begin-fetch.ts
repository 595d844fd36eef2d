import { actorName } from "../../access/actor.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { insertImport, isImporting } from "../imports/import-store.ts";
import type { ImportView } from "../imports/schema.ts";
import { enqueueFetch } from "./enqueue-fetch.ts";
import type { RemoteDefinition } from "./schema.ts";

/**
 * Begins an import of what the partner keeps, in the transaction of `tx`; a worker reads the file. Throws `conflict`
 * while another import of the audience runs. Lock the audience first.
 */
export async function beginFetch(
  tx: Ctx,
  audienceId: string,
  { audienceName, column }: RemoteDefinition,
  mode: ImportView["mode"],
): Promise<string> {
  if (await isImporting(tx.db, tx.workspaceId, audienceId)) {
    throw new Fault("conflict", "Another import of this audience is running. Wait until it is done.");
  }
  const now = tx.clock.now();
  const importId = newId(now.getTime());
  await insertImport(tx.db, tx.workspaceId, {
    id: importId,
    audienceId,
    fileName: audienceName,
    mode,
    column: column ?? "",
    fetched: true,
    createdBy: actorName(tx.actor),
    createdAt: now,
  });
  await enqueueFetch(tx, { workspaceId: tx.workspaceId, importId });
  return importId;
}
