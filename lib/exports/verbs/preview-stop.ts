import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { exportInWorkspace } from "../export-view.ts";
import type { Frequency } from "../frequencies.ts";
import { openRunOf } from "../run-list-store.ts";
import { exportOf, type StopPreview } from "../schema.ts";
import { stopWords } from "../stop-words.ts";

/** What stopping an export now would leave unsent, as the dialog says it. */
export async function previewStop(ctx: Ctx, input: z.output<typeof exportOf>): Promise<StopPreview> {
  authorise(ctx, "exports.read");
  const { id } = parse(exportOf, input);
  const record = await exportInWorkspace(ctx, id);
  const run = await openRunOf(ctx.db, ctx.workspaceId, id);
  const expected = run?.expected ?? null;
  const read = Number(run?.read ?? 0);
  return {
    notSent: expected === null ? null : Math.max(0, Number(expected) - read),
    inFlight: run !== null,
    words: stopWords(record.frequency as Frequency, {
      accepted: Number(record.accepted),
      run: run && { expected: expected === null ? null : Number(expected), read },
    }),
  };
}
