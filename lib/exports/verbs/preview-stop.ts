import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { exportInWorkspace } from "../export-view.ts";
import type { Frequency } from "../frequencies.ts";
import { openRunOf } from "../run-list-store.ts";
import { exportOf, type StopPreview } from "../schema.ts";

const later: Record<Frequency, string> = {
  one_time: "",
  recurring: " Later runs do not take place.",
  live: " New events no longer leave.",
};

/** What stopping an export now would leave unsent, as the dialog says it. */
export async function previewStop(ctx: Ctx, input: z.output<typeof exportOf>): Promise<StopPreview> {
  authorise(ctx, "exports.read");
  const { id } = parse(exportOf, input);
  const record = await exportInWorkspace(ctx, id);
  const run = await openRunOf(ctx.db, ctx.workspaceId, id);
  const after = later[record.frequency as Frequency];
  if (!run || run.expected === null) {
    const words =
      run?.trigger === "live"
        ? "What has arrived has been sent or leaves right now."
        : "Nothing has been sent yet.";
    return { notSent: null, inFlight: run !== null, words: `${words}${after}` };
  }
  const notSent = Math.max(0, Number(run.expected) - Number(run.read));
  const sent = Number(run.read).toLocaleString("en-US");
  const words = `${notSent.toLocaleString("en-US")} records of the current run are not sent yet and will not be; ${sent} are.`;
  return { notSent, inFlight: true, words: `${words}${after}` };
}
