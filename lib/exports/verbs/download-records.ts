import { stringify } from "csv-stringify/sync";
import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import type { RunRecord } from "../run-list-store.ts";
import { type RecordVerdict, recordsOf } from "../run-records.ts";
import { runInWorkspace } from "../run-view.ts";
import { type RecordView, recordsCsv, type runOf } from "../schema.ts";

const header = [
  "Time",
  "Event time",
  "Event",
  "Person",
  "Identifier",
  "Message ID",
  "Verdict",
  "Code",
  "Reason",
  "Request",
  "Answer",
];
const PAGE = 1_000;

function cells(record: RecordView): string[] {
  return [
    record.at ?? "",
    record.eventAt ?? "",
    record.eventName ?? "",
    record.personId ?? "",
    record.identifier ?? "",
    record.messageId ?? "",
    record.verdict,
    record.code ?? "",
    record.reason ?? "",
    record.request ? JSON.stringify(record.request) : "",
    record.answer ? JSON.stringify(record.answer) : "",
  ];
}

async function* csvOf(ctx: Ctx, run: RunRecord, verdict: RecordVerdict): AsyncGenerator<string> {
  yield stringify([header]);
  for (let cursor: string | null = null; ; ) {
    const page = await recordsOf(ctx, run, { verdict, cursor, limit: PAGE });
    if (page.items.length > 0) {
      // A spreadsheet must not take an event named "=…" for a formula.
      yield stringify(page.items.map(cells), { escape_formulas: true });
    }
    cursor = page.nextCursor;
    if (cursor === null) {
      return;
    }
  }
}

/** Records of a run as CSV in pieces of 1,000 rows. */
export async function downloadRecords(
  ctx: Ctx,
  input: z.output<typeof recordsCsv>,
): Promise<AsyncIterable<string>> {
  authorise(ctx, "exports.read");
  const { id, runId, verdict } = parse(recordsCsv, input);
  return csvOf(ctx, await runInWorkspace(ctx, id, runId), verdict);
}

/** Rejected records of a run as CSV. */
export async function downloadRejected(
  ctx: Ctx,
  input: z.output<typeof runOf>,
): Promise<AsyncIterable<string>> {
  return downloadRecords(ctx, { ...input, verdict: "rejected" });
}
