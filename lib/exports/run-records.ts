import type { Ctx } from "../context.ts";
import { shownConnection } from "../integrations/access.ts";
import { Fault } from "../kernel/fault.ts";
import { parse } from "../kernel/parse.ts";
import { decisionsOf, type LedgerRow, rejectionsAmong } from "../ledger/read.ts";
import { readerOf } from "./engine/reader.ts";
import { logEnds } from "./engine/run-store.ts";
import type { ReadJob, SourceRow } from "./engine/source.ts";
import type { RunRecord } from "./run-list-store.ts";
import { type RecordKey, recordKey, runSettings } from "./run-settings.ts";
import type { RecordView, recordVerdicts } from "./schema.ts";

export type RecordVerdict = (typeof recordVerdicts)[number];
export type RecordPage = { items: RecordView[]; nextCursor: string | null };

function cursorOf(key: RecordKey): string {
  return Buffer.from(JSON.stringify(key)).toString("base64url");
}

function keyOf(cursor: string | null): RecordKey | null {
  if (cursor === null) {
    return null;
  }
  try {
    return parse(recordKey, JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch (cause) {
    throw new Fault("invalid", "cursor: not one of this list", { cause });
  }
}

function rejectedView(row: LedgerRow): RecordView {
  return {
    id: row.id,
    verdict: "rejected",
    code: row.code,
    reason: row.reason,
    at: row.at.toISOString(),
    personId: row.personId,
    eventName: row.eventName,
    messageId: row.messageId,
    request: row.request,
    answer: row.answer,
    retriedIn: row.retriedIn,
  };
}

type Shown = { job: ReadJob; view(row: SourceRow): RecordView };

/** A run's source as the run reads it, and each record as the call that carries it. */
async function shownRun(ctx: Ctx, run: RunRecord, verdict: RecordVerdict): Promise<Shown> {
  const settings = parse(runSettings, run.settings);
  const { connector, access } = await shownConnection(ctx, settings.connectionId);
  const toTx = run.to_tx > 0n ? String(run.to_tx) : (await logEnds(ctx.db)).next;
  return {
    job: {
      pool: ctx.db.pool,
      workspaceId: ctx.workspaceId,
      exportId: run.export_id,
      runId: run.id,
      settings,
      slots: connector.slots(access.settings, settings.identifierPriority),
      fromTx: String(run.from_tx),
      toTx,
    },
    view: (row) => ({
      id: cursorOf(row.key),
      verdict,
      code: null,
      reason: null,
      at: row.record.timestamp,
      personId: row.personId,
      eventName: row.record.name,
      messageId: row.record.messageId,
      request: connector.show([connector.encode(row.record).text], access),
      answer: null,
      retriedIn: null,
    }),
  };
}

type Reading = (ctx: Ctx, run: RunRecord, cursor: string | null, limit: number) => Promise<RecordPage>;

const pages: Record<RecordVerdict, Reading> = {
  rejected: async (ctx, run, cursor, limit) => {
    const after = cursor === null ? null : (keyOf(cursor)?.entry ?? null);
    const rows = await decisionsOf(ctx, { runId: run.id, verdict: "rejected", after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map(rejectedView),
      nextCursor: rows.length > limit && last ? cursorOf({ entry: last.id }) : null,
    };
  },
  // The run's position says what was dealt with: all before it was accepted unless the ledger says otherwise.
  accepted: async (ctx, run, cursor, limit) => {
    if (run.cursor === null) {
      return { items: [], nextCursor: null };
    }
    const { job, view } = await shownRun(ctx, run, "accepted");
    const until = parse(recordKey, run.cursor);
    const rows = await readerOf(job).page({ ...job, until }, keyOf(cursor), limit);
    const wasRejected = await rejectionsAmong(ctx, run.id, rows);
    const last = rows.at(-1);
    return {
      items: rows.filter((row) => !wasRejected(row)).map(view),
      nextCursor: rows.length === limit && last ? cursorOf(last.key) : null,
    };
  },
  waiting: async (ctx, run, cursor, limit) => {
    if (run.status === "DONE") {
      return { items: [], nextCursor: null };
    }
    const { job, view } = await shownRun(ctx, run, "waiting");
    const from =
      cursor === null ? (run.cursor === null ? null : parse(recordKey, run.cursor)) : keyOf(cursor);
    const rows = await readerOf(job).page(job, from, limit);
    const last = rows.at(-1);
    return {
      items: rows.map(view),
      nextCursor: rows.length === limit && last ? cursorOf(last.key) : null,
    };
  },
};

/** A page of a run's records with one verdict. A page of accepted ones may hold fewer than `limit` and still not be the last. */
export function recordsOf(
  ctx: Ctx,
  run: RunRecord,
  page: { verdict: RecordVerdict; cursor: string | null; limit: number },
): Promise<RecordPage> {
  return pages[page.verdict](ctx, run, page.cursor, page.limit);
}
