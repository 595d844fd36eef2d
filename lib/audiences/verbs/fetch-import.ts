import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { Fault } from "../../kernel/fault.ts";
import { completeReading } from "../imports/complete-reading.ts";
import { audienceImports, forgetReading, type ImportPlace } from "../imports/import-store.ts";
import { enqueueFetch } from "../remote/enqueue-fetch.ts";
import { type ClaimedFetch, claimFetch, noteSource, releaseFetch } from "../remote/fetch-store.ts";
import { findRemote } from "../remote/find-remote.ts";
import { readRemoteFile } from "../remote/read-file.ts";
import { remoteDefinition } from "../remote/schema.ts";
import { audienceInWorkspace } from "../views.ts";

type Fetch = {
  importId: string;
  /** `<worker>/<try>` */
  lease: string;
  /** No further try follows this one. */
  isLast: boolean;
  signal: AbortSignal;
};

async function fetchAll(
  ctx: Ctx,
  place: ImportPlace,
  { audienceId, mode }: ClaimedFetch,
  signal: AbortSignal,
): Promise<void> {
  await forgetReading(ctx.db, place);
  const audience = await audienceInWorkspace(ctx, audienceId);
  const found = await findRemote(ctx, remoteDefinition.parse(audience.definition));
  const fileName = found.fileName ?? found.name;
  await noteSource(ctx.db, place, { fileName, column: found.column, now: ctx.clock.now() });
  const read = await readRemoteFile(ctx, place, found, signal);
  await completeReading(ctx, place, { audienceId, fileName, mode }, read);
}

const wordsOf = (error: unknown): string => {
  if (!(error instanceof Fault)) {
    return "Junction failed while it read the file";
  }
  return error.code === "not_found"
    ? "The connection to the partner was removed: there is nowhere to read the users from."
    : error.message;
};

/**
 * Reads the file of an import from the partner that keeps it, whole and anew, then leaves it to be applied. What a
 * further try may mend is thrown; else the import ends as FAILED with the reason, the audience as it was.
 */
export async function fetchImport(ctx: Ctx, { importId, lease, isLast, signal }: Fetch): Promise<void> {
  authorise(ctx, "jobs.run");
  const place = { workspaceId: ctx.workspaceId, importId, lease };
  const claimed = await claimFetch(ctx.db, place, ctx.clock.now());
  if (!claimed) {
    return;
  }
  try {
    await fetchAll(ctx, place, claimed, signal);
  } catch (error) {
    if (signal.aborted) {
      // By another worker at once, or by this one when it is back: ending is no failure that counts.
      await releaseFetch(ctx.db, place);
      await enqueueFetch(ctx, place);
      return;
    }
    const isExpected = error instanceof Fault;
    if (!isLast && !(isExpected && error.retry !== "later")) {
      await releaseFetch(ctx.db, place);
      throw error;
    }
    if (await audienceImports.markFailed(ctx.db, place, wordsOf(error), ctx.clock.now())) {
      await forgetReading(ctx.db, place);
    }
    if (!isExpected) {
      throw error;
    }
  }
}
