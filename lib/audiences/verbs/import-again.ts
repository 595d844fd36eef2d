import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { connectionOrNone } from "../../integrations/renewable-access.ts";
import { Fault } from "../../kernel/fault.ts";
import { parse } from "../../kernel/parse.ts";
import { lockAudience } from "../audience-store.ts";
import type { ImportView } from "../imports/schema.ts";
import { importInWorkspace, importViewOf } from "../imports/views.ts";
import { originOf } from "../origins.ts";
import { beginFetch } from "../remote/begin-fetch.ts";
import { type ImportAgain, remoteDefinition, importAgain as schema } from "../remote/schema.ts";
import { audienceInWorkspace } from "../views.ts";

/**
 * Imports an audience again from the partner that keeps it. Answers once a worker has it to do; what becomes of it is in
 * the import. Throws `precondition` for audiences of another origin and where the connection is gone, `conflict` while
 * another import runs.
 */
export async function importAgain(ctx: Ctx, input: ImportAgain): Promise<ImportView> {
  authorise(ctx, "audiences.write");
  const { id, mode } = parse(schema, input);
  const { origin, definition } = await audienceInWorkspace(ctx, id);
  if (!originOf(origin).fetched) {
    throw new Fault("precondition", "Only audiences that a partner keeps can be imported again.");
  }
  const remote = remoteDefinition.parse(definition);
  if (!(await connectionOrNone(ctx, remote.connectionId))) {
    throw new Fault(
      "precondition",
      "The connection that this audience was imported through was removed. Connect the account again, then make a new audience of it.",
    );
  }
  const importId = await inTransaction(ctx, async (tx) => {
    await lockAudience(tx.db, tx.workspaceId, id);
    const { name } = await audienceInWorkspace(tx, id);
    const begun = await beginFetch(tx, id, remote, mode);
    await audit(tx, {
      action: "audience.import_begun",
      object: { kind: "audience", id, name },
      changes: { from: { from: null, to: remote.audienceName }, mode: { from: null, to: mode } },
    });
    return begun;
  });
  return importViewOf(await importInWorkspace(ctx, id, importId));
}
