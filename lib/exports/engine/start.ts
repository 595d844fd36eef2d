import { type Ctx, inTransaction } from "../../context.ts";
import { nextRunAt } from "../../delivery/schedule.ts";
import { Apart } from "../../jobs/apart.ts";
import { parse } from "../../kernel/parse.ts";
import { type DataType, dataTypeKinds, namesOf } from "../data-types.ts";
import type { Frequency } from "../frequencies.ts";
import { enqueueRun } from "../jobs/enqueue-run.ts";
import { type RunSettings, type RunSource, runSettings } from "../run-settings.ts";
import { logEnds } from "./run-store.ts";
import { insertRun, lockDueExport, lockExport, markStarted, type StartingExport } from "./start-store.ts";

/** Where the next run of an export takes its records from, by frequency and by what a record is. */
const sources: Record<Frequency, Record<"event" | "profile", (due: StartingExport) => RunSource>> = {
  one_time: {
    event: (due) => ({
      kind: "range",
      from: (due.range_from ?? due.start_at).toISOString(),
      to: (due.range_to ?? due.start_at).toISOString(),
    }),
    profile: () => ({ kind: "all_people" }),
  },
  recurring: {
    event: logSource,
    profile: (due) => ({ kind: due.runs === 0 ? "all_people" : "changed_people" }),
  },
  live: { event: logSource, profile: () => ({ kind: "changed_people" }) },
};

/** Everything since the last run; the first one takes what was received from the start of its first day on. */
function logSource(due: StartingExport): RunSource {
  return { kind: "log", receivedFrom: due.position_tx === 0n ? due.start_at.toISOString() : null };
}

function settingsOf(due: StartingExport): RunSettings {
  const dataType = due.data_type as DataType;
  return parse(runSettings, {
    version: due.version,
    connectionId: due.connection_id,
    dataType,
    names: namesOf(dataType, due.event_names),
    identifierPriority: due.identifier_priority,
    source: sources[due.frequency as Frequency][dataTypeKinds[dataType].record](due),
  });
}

/** Opens the run of a live export that begins at a transaction. In the caller's transaction. */
export async function openLiveRun(ctx: Ctx, exportId: string, fromTx: string): Promise<void> {
  const due = await lockExport(ctx.db, ctx.workspaceId, exportId);
  if (!due) {
    return;
  }
  const settings = settingsOf({ ...due, position_tx: BigInt(fromTx) });
  await insertRun(ctx.db, {
    workspaceId: ctx.workspaceId,
    exportId,
    trigger: "live",
    status: "RUNNING",
    settings,
    fromTx,
    toTx: fromTx,
    now: ctx.clock.now(),
  });
}

async function startLive(ctx: Ctx, due: StartingExport): Promise<void> {
  const position = due.position_tx === 0n ? (await logEnds(ctx.db)).settled : String(due.position_tx);
  await markStarted(ctx.db, {
    workspaceId: due.workspace_id,
    exportId: due.id,
    status: "RUNNING",
    nextRunAt: null,
    positionTx: position,
    now: ctx.clock.now(),
  });
  await openLiveRun(ctx, due.id, position);
}

async function startRun(ctx: Ctx, due: StartingExport): Promise<void> {
  const now = ctx.clock.now();
  const run = await insertRun(ctx.db, {
    workspaceId: due.workspace_id,
    exportId: due.id,
    trigger: "first",
    status: "PENDING",
    settings: settingsOf(due),
    fromTx: String(due.position_tx),
    toTx: "0",
    now,
  });
  await markStarted(ctx.db, {
    workspaceId: due.workspace_id,
    exportId: due.id,
    status: "PENDING",
    nextRunAt: due.every_hours === null ? null : nextRunAt(due.every_hours, due.start_at, now, due.time_zone),
    positionTx: String(due.position_tx),
    now,
  });
  await enqueueRun(ctx, { runId: run.id, outage: null });
}

const starts: Record<Frequency, (ctx: Ctx, due: StartingExport) => Promise<void>> = {
  one_time: startRun,
  recurring: startRun,
  live: startLive,
};

const apart = new Apart("export");

/** Starts one export whose time has come: its run and the job for it, both or neither. False when none is due. */
export async function startDueExport(ctx: Ctx): Promise<boolean> {
  return apart.workOnNext(ctx, (take) =>
    inTransaction(ctx, async (tx) => {
      const due = await lockDueExport(tx.db, tx.clock.now(), apart.resting());
      if (!due) {
        return false;
      }
      take(due.id);
      await starts[due.frequency as Frequency]({ ...tx, workspaceId: due.workspace_id }, due);
      return true;
    }),
  );
}
