import { defineJob } from "../../jobs/define-job.ts";
import { workOnForget } from "../verbs/work-on-forget.ts";
import { forgetQueue } from "./forget-queue.ts";

/** Deletes a person, piece by piece, then asks the partners; a worker that ends leaves the rest to the next one. */
export const forgetJob = defineJob({
  ...forgetQueue,
  run: (ctx, { id }, { signal }) => workOnForget(ctx, { id, signal }),
});
