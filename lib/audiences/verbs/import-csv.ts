import { actorName } from "../../access/actor.ts";
import { audit } from "../../access/audit.ts";
import { authorise } from "../../access/authorise.ts";
import type { Upload } from "../../api/operation.ts";
import { type Ctx, inTransaction } from "../../context.ts";
import { enqueue } from "../../jobs/enqueue.ts";
import { Fault } from "../../kernel/fault.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { lockAudience } from "../audience-store.ts";
import {
  deleteAllStaged,
  insertImport,
  isImporting,
  markApplying,
  markFailed,
} from "../imports/import-store.ts";
import { type ImportCsv, type ImportView, importCsv as schema } from "../imports/schema.ts";
import { stageFile } from "../imports/stage-file.ts";
import { importInWorkspace, importViewOf } from "../imports/views.ts";
import { applyImportJob } from "../jobs/apply-import-job.ts";
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
    await inTransaction(ctx, async (tx) => {
      const { name } = await audienceInWorkspace(tx, given.id);
      if (!(await markApplying(tx.db, place, tx.clock.now()))) {
        throw new Fault("conflict", "The import was ended meanwhile.");
      }
      await enqueue(tx, applyImportJob, place);
      await audit(tx, {
        action: "audience.file_imported",
        object: { kind: "audience", id: given.id, name },
        changes: {
          file: { from: null, to: given.fileName },
          mode: { from: null, to: given.mode },
          users: { from: null, to: read.accepted },
          ...(read.refused > 0 && { refused: { from: null, to: read.refused } }),
        },
      });
    });
  } catch (error) {
    const expected = error instanceof Fault;
    const problem = expected ? error.message : "Junction failed while it read the file";
    await markFailed(ctx.db, place, problem, ctx.clock.now());
    await deleteAllStaged(ctx.db, place);
    throw error;
  }
  return importViewOf(await importInWorkspace(ctx, given.id, importId));
}
