import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { type RecordPage, recordsOf } from "../run-records.ts";
import { runInWorkspace } from "../run-view.ts";
import { type ListRecords, listRecords as schema } from "../schema.ts";

/** Records of a run that were rejected (with reason, request and answer), accepted, or wait to be sent; by search all of the run. */
export async function listRecords(ctx: Ctx, input: ListRecords): Promise<RecordPage> {
  authorise(ctx, "exports.read");
  const { id, runId, verdict, search, cursor, limit } = parse(schema, input);
  const run = await runInWorkspace(ctx, id, runId);
  return recordsOf(ctx, run, { verdict, search, cursor: cursor ?? null, limit });
}
