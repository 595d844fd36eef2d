import { defineJob } from "../../jobs/define-job.ts";
import { newId } from "../../kernel/ids.ts";
import { type FetchPayload, fetchJob } from "../remote/enqueue-fetch.ts";
import { fetchImport } from "../verbs/fetch-import.ts";

/** Reads the file of an audience that a partner keeps into an import. */
export const fetchImportJob = defineJob<FetchPayload>({
  ...fetchJob,
  run: async (ctx, { importId }, { signal, workerId, attempt }) => {
    const lease = `${workerId}/${newId()}`;
    const isLast = attempt >= fetchJob.retry.maxAttempts;
    await fetchImport(ctx, { importId, lease, isLast, signal });
  },
});
