import { actorName } from "../../../access/actor.ts";
import { audit } from "../../../access/audit.ts";
import { authorise } from "../../../access/authorise.ts";
import type { Upload } from "../../../api/operation.ts";
import { type Ctx, inTransaction } from "../../../context.ts";
import { type ReadSoFar, stageFile } from "../../../imports/stage-file.ts";
import type { ImportPlace } from "../../../imports/staged-tables.ts";
import { enqueue } from "../../../jobs/enqueue.ts";
import { Fault } from "../../../kernel/fault.ts";
import { newId } from "../../../kernel/ids.ts";
import { parse } from "../../../kernel/parse.ts";
import { lockSegment } from "../../segment-store.ts";
import { applyListImportJob } from "../apply-list-import-job.ts";
import { identityReader, refuseHeadless } from "../check-identity.ts";
import {
  insertListImport,
  isListImporting,
  listImports,
  setListState,
  stageIdentities,
} from "../list-import-store.ts";
import { type ImportList, type ListImportView, importList as schema } from "../schema.ts";
import { listImportInWorkspace, listImportViewOf, listInWorkspace } from "../views.ts";

async function begin(ctx: Ctx, { id, ...given }: ImportList): Promise<ImportPlace> {
  const createdAt = ctx.clock.now();
  const importId = newId(createdAt.getTime());
  await inTransaction(ctx, async (tx) => {
    await lockSegment(tx.db, tx.workspaceId, id);
    const { archivedAt } = await listInWorkspace(tx, id);
    if (archivedAt) {
      throw new Fault("precondition", "The list is archived. Bring it back first.");
    }
    if (await isListImporting(tx.db, tx.workspaceId, id)) {
      throw new Fault("conflict", "Another file of this list is being imported. Wait until it is done.");
    }
    await insertListImport(tx.db, tx.workspaceId, {
      id: importId,
      segmentId: id,
      ...given,
      createdBy: actorName(tx.actor),
      createdAt,
    });
  });
  return { workspaceId: ctx.workspaceId, importId };
}

async function complete(ctx: Ctx, place: ImportPlace, given: ImportList, read: ReadSoFar): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const segmentId = given.id;
    await lockSegment(tx.db, tx.workspaceId, segmentId);
    const { name } = await listInWorkspace(tx, segmentId);
    const now = tx.clock.now();
    if (!(await listImports.markApplying(tx.db, place, now))) {
      throw new Fault("conflict", "The import was ended meanwhile.");
    }
    await setListState(tx.db, { workspaceId: tx.workspaceId, segmentId }, "counting", now, false);
    await enqueue(tx, applyListImportJob, { workspaceId: place.workspaceId, importId: place.importId });
    await audit(tx, {
      action: "segment.file_imported",
      object: { kind: "segment", id: segmentId, name },
      changes: {
        file: { from: null, to: given.fileName },
        mode: { from: null, to: given.mode },
        identities: { from: null, to: read.accepted },
        ...(read.refused > 0 && { refused: { from: null, to: read.refused } }),
      },
    });
  });
}

/**
 * Takes in a file of identities: reads it whole into staged rows first, then leaves it to the worker to find the people
 * and to change the list. Resolves once the file is complete. Throws `invalid` on the file or the column, `conflict` while
 * another import of the list runs, `precondition` for an archived one; the list is as it was then.
 */
export async function importList(ctx: Ctx, input: ImportList, upload: Upload): Promise<ListImportView> {
  authorise(ctx, "segments.write");
  const given = parse(schema, input);
  refuseHeadless(given.identifiedBy, given.column);
  const place = await begin(ctx, given);
  const { pool } = ctx.db;
  try {
    const read = await stageFile(
      {
        check: identityReader(given.identifiedBy),
        stage: (rows) => stageIdentities(pool, place, rows),
        refuse: (rows) => listImports.refuse(ctx.db, place, rows),
        note: (soFar) => listImports.noteRead(pool, place, soFar, ctx.clock.now()),
      },
      upload,
      given.column,
    );
    await complete(ctx, place, given, read);
  } catch (error) {
    const problem = error instanceof Fault ? error.message : "Junction failed while it read the file";
    await listImports.markFailed(ctx.db, place, problem, ctx.clock.now());
    await listImports.deleteAllStaged(ctx.db, place);
    throw error;
  }
  return listImportViewOf(await listImportInWorkspace(ctx, given.id, place.importId));
}
