import { newId } from "../../kernel/ids.ts";
import { dropBatch, narrowBatch, noteSent, type OpenBatch, splitDoubt } from "./batch-store.ts";
import type { PlannedCall } from "./decide.ts";
import { recordOf } from "./guarded-lane.ts";
import type { Held } from "./held.ts";

/** What earlier turns left of a stream: calls that were sent, and calls that may have been. */
export type Leftovers = {
  /** Takes over what is known of the page's calls; resolves the doubts among them by asking the partner. */
  takeOver(held: Held, calls: PlannedCall[]): Promise<void>;
  /** Batches whose calls have all been met. */
  met(): string[];
  /** All of them: the stream is behind them. */
  all(): string[];
};

type Open = OpenBatch & { left: Set<string> };

/** A call that was sent before, with the fate that was noted then. */
function known(call: PlannedCall, batch: Open): void {
  const refused = batch.refused.find(({ seq }) => seq === call.seq);
  const { id, sentMs: atMs } = batch;
  // Which part of the whole request's answer is about this call is not known any more, and the rest is about others.
  const answer = batch.answer && { ...batch.answer, body: "" };
  call.fate = refused
    ? { stage: "refused", ...refused, answer, batch: id }
    : { stage: "delivered", atMs, batch: id };
}

/** Asks until the partner has said what it knows. Throws Halt as any request that has to wait does. */
async function ask(
  { ctx, lane, gate, credentials }: Held,
  asked: PlannedCall[],
  before: PlannedCall[],
  sinceMs: number,
): Promise<(place: number) => boolean> {
  const recordsOf = (calls: PlannedCall[]) =>
    calls.flatMap(({ records }) => records.filter(({ repeatable }) => !repeatable).map(recordOf));
  const first = recordsOf(before);
  const records = [...first, ...recordsOf(asked)];
  for (;;) {
    await gate.pass();
    const untilMs = ctx.clock.now().getTime();
    const said = (await lane.alreadyThere?.(records, { sinceMs, untilMs }, credentials.access())) ?? null;
    if (said && "later" in said) {
      await gate.later(said.later, said.retryAfterMs);
      continue;
    }
    gate.accepted();
    return (place) => said?.there.has(first.length + place) ?? false;
  }
}

/** Writes down which of a batch's calls the partner had, as a batch of their own; those behind the page stay in doubt. */
async function settle(held: Held, batch: Open, found: { id: string; calls: PlannedCall[] }): Promise<void> {
  const { ctx, destination, lease } = held;
  const keyOf = (id: string) => ({ workspaceId: ctx.workspaceId, destinationId: destination.id, id });
  if (found.calls.length > 0) {
    const seqs = found.calls.map(({ seq }) => seq);
    await splitDoubt(ctx.db, keyOf(batch.id), { id: found.id, seqs });
    await noteSent(ctx.db, {
      ...keyOf(found.id),
      lease,
      seqs: null,
      attempts: 1,
      retried: 0,
      httpStatus: null,
      answer: { status: null, body: "", message: "The partner had it when it was asked after a restart." },
      refused: [],
      tookMs: 0,
      now: ctx.clock.now(),
    });
  }
  await (batch.left.size > 0
    ? narrowBatch(ctx.db, keyOf(batch.id), [...batch.left])
    : dropBatch(ctx.db, keyOf(batch.id)));
}

export function leftoversOf(batches: OpenBatch[]): Leftovers {
  const open: Open[] = batches.map((batch) => ({ ...batch, left: new Set(batch.seqs) }));
  const bySeq = new Map(open.flatMap((batch) => batch.seqs.map((seq) => [seq, batch] as const)));

  async function takeOver(held: Held, calls: PlannedCall[]): Promise<void> {
    if (bySeq.size === 0) {
      return;
    }
    const doubts = new Map<Open, PlannedCall[]>();
    const sent: { call: PlannedCall; batch: Open }[] = [];
    for (const call of calls) {
      const batch = bySeq.get(call.seq);
      if (!batch) {
        continue;
      }
      bySeq.delete(call.seq);
      batch.left.delete(call.seq);
      if (batch.sending) {
        doubts.set(batch, [...(doubts.get(batch) ?? []), call]);
      } else if (call.fate === null) {
        known(call, batch);
        sent.push({ call, batch });
      }
    }
    if (doubts.size > 0) {
      await resolve(held, doubts, sent);
    }
  }

  async function resolve(
    held: Held,
    doubts: Map<Open, PlannedCall[]>,
    sent: { call: PlannedCall; batch: Open }[],
  ): Promise<void> {
    const sinceMs = Math.min(...[...doubts.keys()].map(({ startedMs }) => startedMs));
    const askable = ({ fate, records }: PlannedCall) =>
      fate === null && records.some(({ repeatable }) => !repeatable);
    const asked = [...doubts.values()].flat().filter(askable);
    const before = sent.filter(({ batch }) => batch.sentMs >= sinceMs).map(({ call }) => call);
    const isThere = asked.length > 0 ? await ask(held, asked, before, sinceMs) : () => false;
    const found = new Set<PlannedCall>();
    let place = 0;
    for (const call of asked) {
      const counted = call.records.filter(({ repeatable }) => !repeatable).length;
      if (Array.from({ length: counted }, (_, index) => isThere(place + index)).every(Boolean)) {
        found.add(call);
      }
      place += counted;
    }
    const atMs = held.ctx.clock.now().getTime();
    for (const [batch, met] of doubts) {
      const had = { id: newId(), calls: met.filter((call) => found.has(call)) };
      await settle(held, batch, had);
      for (const call of had.calls) {
        call.fate = { stage: "delivered", atMs, batch: had.id };
      }
    }
  }

  return {
    takeOver,
    met: () => open.filter(({ left }) => left.size === 0).map(({ id }) => id),
    all: () => open.map(({ id }) => id),
  };
}
