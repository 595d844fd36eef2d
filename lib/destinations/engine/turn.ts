import { setTimeout as sleep } from "node:timers/promises";
import { isUnreadable } from "../../access/secret-box.ts";
import type { Ctx } from "../../context.ts";
import { isConnectionLoss } from "../../db/connection-loss.ts";
import { openGate } from "../../delivery/gate.ts";
import type { Halt, HaltReason } from "../../delivery/halt.ts";
import type { Outage } from "../../delivery/outage.ts";
import type { EngineTimes } from "../../delivery/times.ts";
import { unreadableOutage } from "../../delivery/unreadable.ts";
import type { Hold } from "../../delivery/work-on.ts";
import { connectionOrNone, renewableAccess } from "../../integrations/renewable-access.ts";
import { openBatches } from "./batch-store.ts";
import { chunkPress } from "./call-chunk.ts";
import { type ClaimedDestination, claimDestination, noteOutage, releaseDestination } from "./claim-store.ts";
import type { Rules } from "./decide.ts";
import { leftoversOf } from "./doubts.ts";
import { handleHalt } from "./halts.ts";
import type { Held } from "./held.ts";
import { endReplay, openReplay } from "./replay-store.ts";
import { retries } from "./retries.ts";
import { type PageOptions, sendPage } from "./send-page.ts";
import { readAgain, readNew } from "./sources.ts";
import { type Page, type Stream, streamOf } from "./streams.ts";

/** Waits of a destination. It gives up never: its calls wait in the log. */
export const destinationTimes: EngineTimes = {
  /** Longer waits end the turn, so that "try again" is heard. */
  parkMs: 2_000,
  giveUpMs: Number.POSITIVE_INFINITY,
  firstMs: 500,
  maxMs: 5 * 60_000,
};

/** After this long it begins anew, with what has changed of its connection. */
const TURN_MS = 30_000;
/** While calls trickle in it looks again so often, so many times, before it gives the destination back. */
const LINGER_MS = 100;
const LINGERS = 5;

export type Turn = { destinationId: string; hold: Hold; times: EngineTimes };
export type TurnEnd = "idle" | "worked";

type Worked = { reason: HaltReason | null; end: TurnEnd };
type Working = {
  held: Held;
  rules: Rules;
  signal: AbortSignal;
  batches: Awaited<ReturnType<typeof openBatches>>;
};

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) {
      throw error;
    }
  }
}

/** Sends new calls and those of replays in turn, page by page, until nothing is left, time is up, or it has to halt. */
async function work(working: Working): Promise<Worked> {
  const { held, rules, signal, batches } = working;
  const { ctx, destination } = held;
  const { workspaceId } = ctx;
  const beganMs = performance.now();
  const press = chunkPress(held.lane);
  const common = { press, signal, retries: retries() };
  const optionsOf = (stream: PageOptions["stream"]): PageOptions => ({
    ...common,
    stream,
    leftovers: leftoversOf(batches.filter(({ replayId }) => replayId === stream)),
  });
  const fresh = {
    stream: streamOf(readNew(ctx, destination), destination.position, rules),
    options: optionsOf(null),
  };
  let again: { id: string; stream: Stream; options: PageOptions } | null = null;
  let end: TurnEnd = "idle";
  let lingers = 0;

  const send = async (page: Page, options: PageOptions): Promise<Halt | null> => {
    if (page.calls.length > 0) {
      end = "worked";
    }
    return sendPage(held, page, options);
  };

  async function replayPage(): Promise<{ halt: Halt | null; more: boolean }> {
    if (!again) {
      const replay = await openReplay(ctx.db, {
        workspaceId,
        destinationId: destination.id,
        now: ctx.clock.now(),
      });
      if (!replay) {
        return { halt: null, more: false };
      }
      const stream = streamOf(readAgain(ctx, destination, replay), replay.cursor, rules);
      again = { id: replay.id, stream, options: optionsOf(replay.id) };
    }
    const page = await again.stream.next();
    const halt = await send(page, again.options);
    if (!halt && page.exhausted) {
      await endReplay(ctx.db, workspaceId, again.id, ctx.clock.now());
      again = null;
    }
    return { halt, more: true };
  }

  for (;;) {
    const page = await fresh.stream.next();
    const halt = await send(page, fresh.options);
    if (halt) {
      return { reason: halt.reason, end };
    }
    const replayed = await replayPage();
    if (replayed.halt) {
      return { reason: replayed.halt.reason, end };
    }
    if (signal.aborted) {
      return { reason: { kind: "ending" }, end };
    }
    if (performance.now() - beganMs > TURN_MS) {
      return { reason: null, end };
    }
    if (page.exhausted && !replayed.more) {
      lingers = page.calls.length > 0 ? 0 : lingers + 1;
      if (end === "idle" || lingers >= LINGERS) {
        return { reason: null, end };
      }
      await rest(LINGER_MS, signal);
    }
  }
}

async function workClaimed(
  ctx: Ctx,
  destination: ClaimedDestination,
  { hold, times }: Turn,
): Promise<Worked & { outage: Outage | null }> {
  const { lease } = hold;
  const { workspaceId } = ctx;
  const connection = await connectionOrNone(ctx, destination.connectionId);
  const lane = connection?.connector.calls?.(destination.switches);
  if (!connection || !lane) {
    const message = connection ? "The partner takes no calls" : "Its integration no longer exists";
    return { reason: { kind: "refused", message }, end: "worked", outage: null };
  }
  const over = new AbortController();
  const gate = openGate({
    ...times,
    clock: ctx.clock,
    signal: AbortSignal.any([hold.signal, over.signal]),
    outage: destination.outage,
    onWait: (outage) => noteOutage(ctx.db, { workspaceId, id: destination.id, lease }, outage),
  });
  const held = { ctx, destination, lease, lane, gate, over, credentials: renewableAccess(ctx, connection) };
  const { filterMode } = destination;
  const rules = { filterMode, eventNames: new Set(destination.eventNames), lane };
  const batches = await openBatches(ctx.db, workspaceId, destination.id);
  const worked = await work({ held, rules, signal: hold.signal, batches });
  return { ...worked, outage: gate.outage };
}

/** One claim of a destination: sends what there is to send. `idle`: there was nothing, or somebody else has it. */
export async function runTurn(ctx: Ctx, turn: Turn): Promise<TurnEnd> {
  const { lease, activeHere } = turn.hold;
  const { workspaceId } = ctx;
  const id = turn.destinationId;
  const now = ctx.clock.now();
  const destination = await claimDestination(ctx.db, { workspaceId, id, lease, activeHere, now });
  if (!destination) {
    return "idle";
  }
  try {
    const { reason, end, outage } = await workClaimed(ctx, destination, turn);
    await (reason
      ? handleHalt(ctx, { destination, lease, outage }, reason)
      : releaseDestination(ctx.db, { workspaceId, id, lease }));
    return end;
  } catch (error) {
    if (isUnreadable(error)) {
      const outage = unreadableOutage(destination.outage, ctx.clock.now());
      await handleHalt(ctx, { destination, lease, outage }, { kind: "parked", outage });
      return "idle";
    }
    if (!isConnectionLoss(error)) {
      // For the next try; the error itself is the ticker's to report.
      await releaseDestination(ctx.db, { workspaceId, id, lease });
    }
    throw error;
  }
}
