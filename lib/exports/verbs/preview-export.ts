import { authorise } from "../../access/authorise.ts";
import { workspaceTimeZone } from "../../access/time-zone.ts";
import type { Ctx } from "../../context.ts";
import { withinTime } from "../../db/within-time.ts";
import { nextRunAt } from "../../delivery/schedule.ts";
import { newId } from "../../kernel/ids.ts";
import { parse } from "../../kernel/parse.ts";
import { wholeText } from "../../partners/record-texts.ts";
import { connectionToSend } from "../connection-to-send.ts";
import { namesOf } from "../data-types.ts";
import { readerOf } from "../engine/reader.ts";
import { logEnds } from "../engine/run-store.ts";
import { type ReadJob, readPage } from "../engine/source.ts";
import { exportLane } from "../export-lane.ts";
import { planOf } from "../plan.ts";
import { allPeopleCounted, peopleOfEvents } from "../preview-store.ts";
import type { RunSource } from "../run-settings.ts";
import { type CreateExport, type ExportPreview, previewExport as schema } from "../schema.ts";

const COUNT_MS = 4_000;
const SHOWN = 3;

/**
 * What an export with these fields would carry: how many records, three of the calls, and how many people lack every
 * chosen identifier. Exports of what is still to come show the last 24 hours. Writes nothing.
 */
export async function previewExport(ctx: Ctx, input: CreateExport): Promise<ExportPreview> {
  authorise(ctx, "exports.read");
  const given = parse(schema, input);
  const connection = await connectionToSend(ctx, given.connectionId);
  const { access, id: connectionId } = connection;
  const lane = exportLane(connection);
  const now = ctx.clock.now();
  const zone = await workspaceTimeZone(ctx);
  const plan = planOf(given, now, zone);
  const slots = lane.slots(access.settings, given.identifierPriority);
  const names = namesOf(given.dataType, given.eventNames);
  const from = (plan.period?.from ?? new Date(now.getTime() - 86_400_000)).toISOString();
  const to = (plan.period?.to ?? now).toISOString();
  const source: RunSource = plan.takes === "people" ? { kind: "all_people" } : { kind: "range", from, to };
  const job: ReadJob = {
    pool: ctx.db.pool,
    workspaceId: ctx.workspaceId,
    exportId: newId(now.getTime()),
    runId: newId(now.getTime()),
    settings: {
      version: 1,
      connectionId,
      dataType: given.dataType,
      names,
      identifierPriority: given.identifierPriority,
      source,
    },
    slots,
    fromTx: "0",
    toTx: (await logEnds(ctx.db)).next,
  };
  const reader = readerOf(job);
  const counted = await withinTime(ctx.db, COUNT_MS, (pool) => reader.count({ ...job, pool }));
  const people = await withinTime(ctx.db, COUNT_MS, (pool) =>
    plan.takes === "people"
      ? allPeopleCounted(pool, ctx.workspaceId, slots)
      : peopleOfEvents(pool, { workspaceId: ctx.workspaceId, names, from, to, slots }),
  );
  const rows = await readPage(reader, job, null, SHOWN);
  const basis = { people: "people", period: "range", new: "last_24_hours" } as const;
  const following = new Date(Math.max(plan.startAt.getTime(), now.getTime()));
  return {
    matches: counted,
    basis: basis[plan.takes],
    rangeFrom: plan.period?.from.toISOString() ?? null,
    rangeTo: plan.period?.to.toISOString() ?? null,
    people: people?.people ?? null,
    peopleWithoutIdentifier: people?.without ?? null,
    startAt: plan.startAt.toISOString(),
    nextRunAt:
      plan.everyHours === null
        ? null
        : nextRunAt(plan.everyHours, plan.startAt, following, zone).toISOString(),
    calls: rows.map(({ record }) => lane.show([wholeText(lane.encode(record).text)], access)),
  };
}
