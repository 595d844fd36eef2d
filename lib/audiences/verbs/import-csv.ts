import { actorName } from "../../access/actor.ts";
import { authorise } from "../../access/authorise.ts";
import type { Upload } from "../../api/operation.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { lockAudience } from "../audience-store.ts";
import { completeReading } from "../imports/complete-reading.ts";
import { audienceImports, insertImport, isImporting } from "../imports/import-store.ts";
import { type ImportCsv, type ImportView, importCsv as schema } from "../imports/schema.ts";
import { stageFile } from "../imports/stage-file.ts";
import { importInWorkspace, importViewOf } from "../imports/views.ts";
import { audienceInWorkspace } from "../views.ts";

async function begin(ctx: Ctx, { id, ...given }: ImportCsv): Promise<string> {
  const now = ctx.clock.now();
  const importId = newId(now.getTime());
  await inTransaction(ctx, async (tx) => {
    await lockAudience(tx.db, tx.workspaceId, id);
    const { origin } = await audienceInWorkspace(tx, id);
    if (origin !== "csv") {
      throw new Fault("precondition", "Only audiences made for CSV files take one.");
    }
    if (await isImporting(tx.db, tx.workspaceId, id)) {
      throw new Fault(
        "conflict",
        "Another file is being imported into this audience. Wait until it is done.",
      );
    }
    const createdBy = actorName(tx.actor);
    await insertImport(tx.db, tx.workspaceId, {
      id: importId,
      audienceId: id,
      ...given,
      fetched: false,
      createdBy,
      createdAt: now,
    });
  });
  return importId;
}

/**
 * Takes in a file of users: reads it whole into staged rows first, then leaves it to the worker to bring them into the
 * audience. Resolves once the file is complete. Throws `invalid` on the file or the column, `conflict` while another
 * import of the audience runs, `precondition` for audiences of another origin; the audience is as it was then.
 */
export async function importCsv(ctx: Ctx, input: ImportCsv, upload: Upload): Promise<ImportView> {
  authorise(ctx, "audiences.write");
  const given = parse(schema, input);
  const { workspaceId } = ctx;
  const importId = await begin(ctx, given);
  const place = { workspaceId, importId };
  try {
    const read = await stageFile(ctx, place, upload, given.column);
    await completeReading(ctx, place, { ...given, audienceId: given.id }, read);
  } catch (error) {
    const expected = error instanceof Fault;
    const problem = expected ? error.message : "Junction failed while it read the file";
    await audienceImports.markFailed(ctx.db, place, problem, ctx.clock.now());
    await audienceImports.deleteAllStaged(ctx.db, place);
    throw error;
  }
  return importViewOf(await importInWorkspace(ctx, given.id, importId));
}
