import type { Ctx } from "../../context.ts";
import { groupBy } from "../../kernel/group-by.ts";
import { type PersonDecision, refusedEventsOf, refusedProfilesOf } from "../../ledger/read.ts";
import { partnerKit } from "../../partners/catalog.ts";
import { eventMessageId, profileMessageId } from "../message-id.ts";
import { batchesOf } from "../run-records-store.ts";
import type { RecordKey } from "../run-settings.ts";
import type { SentItem } from "../schema.ts";
import { type Sent, sentOf } from "./sent-items.ts";
import { type PersonEvent, runsOfEvents, runsOfProfile, type SentRun, sentRuns } from "./sent-store.ts";

/** Rejections of a profile that are looked at: a daily export that fails for years has fewer. */
const PROFILE_DECISIONS = 1_000;

/** What is known of a record beside what became of it. */
type About = {
  eventName: string | null;
  eventAt: Date | null;
  messageId: (exportId: string) => string | null;
};
type Described = Sent & { about: About };

async function runsBehind(
  ctx: Ctx,
  runIds: string[],
  rejections: PersonDecision[],
): Promise<Map<string, SentRun>> {
  const ids = new Set([
    ...runIds,
    ...rejections.flatMap(({ runId, retriedIn }) => [runId, retriedIn ?? runId]),
  ]);
  return new Map((await sentRuns(ctx.db, ctx.workspaceId, [...ids])).map((run) => [run.id, run]));
}

/** When each accepted record's batch was answered, by its place in `sent`; one query for each kind of source. */
async function acceptedAt(
  ctx: Ctx,
  sent: Sent[],
  runs: Map<string, SentRun>,
): Promise<Map<Sent, Date | null>> {
  const bySource = groupBy(
    sent.filter((one) => one.verdict === "accepted"),
    ({ runId }) => runs.get(runId)?.source ?? "log",
  );
  const times = new Map<Sent, Date | null>();
  for (const [source, some] of bySource) {
    const keys = some.map(({ runId, place }) => ({ runId, key: place }));
    const batches = await batchesOf(ctx.db, ctx.workspaceId, source, keys);
    for (const [index, one] of some.entries()) {
      times.set(one, batches[index]?.at ?? null);
    }
  }
  return times;
}

async function itemsOf(ctx: Ctx, sent: Described[], runs: Map<string, SentRun>): Promise<SentItem[]> {
  const times = await acceptedAt(ctx, sent, runs);
  return sent.flatMap((one): SentItem[] => {
    const run = runs.get(one.runId);
    if (!run) {
      return [];
    }
    const entry = one.verdict === "rejected" ? one.entry : null;
    const at = entry?.at ?? times.get(one) ?? null;
    return [
      {
        id: entry?.id ?? `${run.id}/${Object.values((one as { place: RecordKey }).place).join("/")}`,
        verdict: one.verdict,
        code: entry?.code ?? null,
        reason: entry?.reason ?? null,
        at: at?.toISOString() ?? null,
        eventName: one.about.eventName,
        eventAt: one.about.eventAt?.toISOString() ?? null,
        messageId: entry?.messageId ?? one.about.messageId(run.exportId),
        exportId: run.exportId,
        runId: run.id,
        runNumber: run.number,
        partner: run.partner,
        partnerName: partnerKit(run.partner).name,
        nickname: run.nickname,
        retriedIn: entry?.retriedIn ?? null,
      },
    ];
  });
}

/** What exports sent of these events of a person, event by event in their order. */
export async function sentEvents(ctx: Ctx, profiles: string[], events: PersonEvent[]): Promise<SentItem[][]> {
  const seqs = events.map(({ seq }) => seq);
  const [covering, rejections] = await Promise.all([
    runsOfEvents(ctx.db, ctx.workspaceId, events),
    refusedEventsOf(ctx, profiles, seqs),
  ]);
  const runs = await runsBehind(
    ctx,
    covering.map(({ runId }) => runId),
    rejections,
  );
  const runsOf = groupBy(covering, ({ seq }) => seq);
  const rejectionsOf = groupBy(rejections, ({ eventSeq }) => String(eventSeq));
  const sent = events.map((event): Described[] => {
    const { tx, seq, name, timestamp } = event;
    const places = (runsOf.get(seq) ?? []).map(({ runId }) => {
      const place: RecordKey =
        runs.get(runId)?.source === "range" ? { name, timestamp: timestamp.toISOString(), seq } : { tx, seq };
      return { runId, place };
    });
    const about = {
      eventName: name,
      eventAt: timestamp,
      messageId: (exportId: string) => eventMessageId(exportId, seq),
    };
    return sentOf({ runs: places, rejections: rejectionsOf.get(seq) ?? [] }, runs).map((one) => ({
      ...one,
      about,
    }));
  });
  const items = await itemsOf(ctx, sent.flat(), runs);
  let from = 0;
  return sent.map(({ length }) => {
    from += length;
    return items.slice(from - length, from);
  });
}

/** What exports sent of a person's profile, the newest first. */
export async function sentProfiles(ctx: Ctx, profiles: [string, ...string[]]): Promise<SentItem[]> {
  const [personId] = profiles;
  const [covering, rejections] = await Promise.all([
    runsOfProfile(ctx.db, ctx.workspaceId, personId),
    refusedProfilesOf(ctx, profiles, PROFILE_DECISIONS),
  ]);
  const runs = await runsBehind(
    ctx,
    covering.map(({ runId }) => runId),
    rejections,
  );
  const places = covering.map(({ runId, changedTx }) => ({
    runId,
    place: (runs.get(runId)?.source === "all_people"
      ? { id: personId }
      : { tx: changedTx ?? "0", id: personId }) as RecordKey,
  }));
  const changedTx = new Map(covering.map((one) => [one.runId, one.changedTx]));
  const sent = sentOf({ runs: places, rejections }, runs).map((one): Described => {
    const tx = changedTx.get(one.runId) ?? null;
    const messageId = (exportId: string) => (tx === null ? null : profileMessageId(exportId, personId, tx));
    return { ...one, about: { eventName: null, eventAt: null, messageId } };
  });
  const items = await itemsOf(ctx, sent, runs);
  return items.sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
}

/** What profiles are ordered by: the moment, then the id. */
export function placeOf(item: SentItem): string {
  return `${item.at ?? ""} ${item.id}`;
}
