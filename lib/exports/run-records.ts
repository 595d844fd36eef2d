import { z } from "zod";
import type { Ctx } from "../context.ts";
import { shownConnection } from "../integrations/access.ts";
import { decodeCursor, encodeCursor } from "../kernel/cursor.ts";
import { parse } from "../kernel/parse.ts";
import { decisionsOf, type LedgerRow, rejectionsAmong, searchDecisionsOf } from "../ledger/read.ts";
import { wholeText } from "../partners/record-texts.ts";
import { bestIdentifiers } from "../people/profiles.ts";
import { readerOf } from "./engine/reader.ts";
import { logEnds } from "./engine/run-store.ts";
import { type ReadJob, readPage, type SourceRow } from "./engine/source.ts";
import { exportLane } from "./export-lane.ts";
import type { RunRecord } from "./run-list-store.ts";
import { batchesOf, eventTimes } from "./run-records-store.ts";
import { bounded, type RunSearch, searchOf } from "./run-search.ts";
import { type RecordKey, recordKey, runSettings } from "./run-settings.ts";
import type { RecordView, recordVerdicts } from "./schema.ts";

export type RecordVerdict = (typeof recordVerdicts)[number];
export type RecordPage = { items: RecordView[]; nextCursor: string | null };

const digits = z.string().regex(/^\d{1,18}$/);

/** All that keys of sources are made of, and the batch in which a page ended; whatever comes back must fit the columns. */
const cursorKey = recordKey.pipe(
  z.strictObject({
    tx: digits.optional(),
    seq: digits.optional(),
    timestamp: z.iso.datetime({ offset: true }).optional(),
    name: z
      .string()
      .refine((name) => !name.includes("\0"))
      .optional(),
    id: z.uuid().optional(),
    entry: z.uuid().optional(),
    batch: digits.optional(),
  }),
);

// JSON holds no undefined: what is optional is there or not.
const keyOf = (cursor: string | null): RecordKey | null =>
  cursor === null ? null : (decodeCursor(cursorKey, cursor) as RecordKey);

/** Views of ledger rows: with the times of their events and what their people are known by. */
async function rejectedViews(ctx: Ctx, rows: LedgerRow[]): Promise<RecordView[]> {
  const events = rows.flatMap(({ eventTx: tx, eventSeq: seq }) =>
    tx === null || seq === null ? [] : [{ tx: String(tx), seq: String(seq) }],
  );
  const people = rows.flatMap(({ personId }) => personId ?? []);
  const [times, identifiers] = await Promise.all([
    eventTimes(ctx.db, ctx.workspaceId, events),
    bestIdentifiers(ctx, [...new Set(people)]),
  ]);
  return rows.map((row) => ({
    id: row.id,
    verdict: "rejected",
    code: row.code,
    reason: row.reason,
    at: row.at.toISOString(),
    eventAt: times.get(`${row.eventTx}-${row.eventSeq}`) ?? null,
    personId: row.personId,
    identifier: identifiers.get(row.personId ?? "") ?? null,
    eventName: row.eventName,
    messageId: row.messageId,
    request: row.request,
    answer: row.answer,
    retriedIn: row.retriedIn,
  }));
}

type Shown = { job: ReadJob; view(row: SourceRow, at: Date | null): RecordView };

/** A run's source as the run reads it, and each record as the call that carries it. */
async function shownRun(ctx: Ctx, run: RunRecord, verdict: RecordVerdict): Promise<Shown> {
  const settings = parse(runSettings, run.settings);
  const connection = await shownConnection(ctx, settings.connectionId);
  const { access } = connection;
  const lane = exportLane(connection);
  const toTx = run.to_tx > 0n ? String(run.to_tx) : (await logEnds(ctx.db)).next;
  return {
    job: {
      pool: ctx.db.pool,
      workspaceId: ctx.workspaceId,
      exportId: run.export_id,
      runId: run.id,
      settings,
      slots: lane.slots(access.settings, settings.identifierPriority),
      fromTx: String(run.from_tx),
      toTx,
    },
    view: (row, at) => ({
      id: encodeCursor(row.key),
      verdict,
      code: null,
      reason: null,
      at: at?.toISOString() ?? null,
      eventAt: row.record.timestamp,
      personId: row.personId,
      identifier: row.record.ids.find((id) => id !== null) ?? null,
      eventName: row.record.name,
      messageId: row.record.messageId,
      request: lane.show([wholeText(lane.encode(row.record).text)], access),
      answer: null,
      retriedIn: null,
    }),
  };
}

/** A page of a source; by search within its time. */
async function pageOf(
  ctx: Ctx,
  job: ReadJob,
  page: { after: RecordKey | null; limit: number; search: RunSearch | null },
): Promise<SourceRow[]> {
  const reader = readerOf(job);
  const { after, limit, search } = page;
  return search
    ? bounded(ctx, (pool) => readPage(reader, { ...job, pool, only: search.only }, after, limit))
    : readPage(reader, job, after, limit);
}

type Page = { cursor: string | null; limit: number; search: RunSearch | null };
type Reading = (ctx: Ctx, run: RunRecord, page: Page) => Promise<RecordPage>;

const pages: Record<RecordVerdict, Reading> = {
  rejected: async (ctx, run, { cursor, limit, search }) => {
    const after = cursor === null ? null : (keyOf(cursor)?.entry ?? null);
    const page = { runId: run.id, verdict: "rejected", after, limit: limit + 1 };
    const { workspaceId } = ctx;
    const rows = search
      ? await bounded(ctx, (connection) =>
          searchDecisionsOf(
            connection,
            { workspaceId, ...page },
            { text: search.text, people: search.only.people },
          ),
        )
      : await decisionsOf(ctx, page);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await rejectedViews(ctx, shown),
      nextCursor: rows.length > limit && last ? encodeCursor({ entry: last.id }) : null,
    };
  },
  // The run's position says what was dealt with: all before it was accepted unless the ledger says otherwise.
  accepted: async (ctx, run, { cursor, limit, search }) => {
    if (run.cursor === null) {
      return { items: [], nextCursor: null };
    }
    const { job, view } = await shownRun(ctx, run, "accepted");
    const until = parse(recordKey, run.cursor);
    const after = keyOf(cursor);
    const rows = await pageOf(ctx, { ...job, until }, { after, limit, search });
    const [wasRejected, batches] = await Promise.all([
      rejectionsAmong(ctx, run.id, rows),
      batchesOf(
        ctx.db,
        ctx.workspaceId,
        job.settings.source.kind,
        rows.map(({ key }) => ({ runId: run.id, key })),
        // The batch in which the page before ended travels in its cursor.
        Number(after?.batch ?? 1),
      ),
    ]);
    const last = rows.at(-1);
    const batch = String(batches.at(-1)?.number ?? after?.batch ?? 1);
    return {
      items: rows.flatMap((row, index) => (wasRejected(row) ? [] : [view(row, batches[index]?.at ?? null)])),
      nextCursor: rows.length === limit && last ? encodeCursor({ ...last.key, batch }) : null,
    };
  },
  waiting: async (ctx, run, { cursor, limit, search }) => {
    if (run.status === "DONE") {
      return { items: [], nextCursor: null };
    }
    const { job, view } = await shownRun(ctx, run, "waiting");
    const position = run.cursor === null ? null : parse(recordKey, run.cursor);
    const after = cursor === null ? position : keyOf(cursor);
    const rows = await pageOf(ctx, job, { after, limit, search });
    const last = rows.at(-1);
    return {
      items: rows.map((row) => view(row, null)),
      nextCursor: rows.length === limit && last ? encodeCursor(last.key) : null,
    };
  },
};

/**
 * A page of a run's records with one verdict; with a text to search for, out of all of them. A page of accepted ones may
 * hold fewer than `limit` and still not be the last.
 */
export async function recordsOf(
  ctx: Ctx,
  run: RunRecord,
  page: { verdict: RecordVerdict; search?: string; cursor: string | null; limit: number },
): Promise<RecordPage> {
  const search = page.search ? await searchOf(ctx, run.export_id, page.search) : null;
  return pages[page.verdict](ctx, run, { ...page, search });
}
