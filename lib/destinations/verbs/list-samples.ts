import type { z } from "zod";
import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { parse } from "../../kernel/parse.ts";
import { callsAt, callsBehind, callsSent, type LogCall } from "../calls-store.ts";
import type { DestinationRecord } from "../destination-store.ts";
import { destinationInWorkspace } from "../destination-view.ts";
import { laneOf, mapNow } from "../lint-call.ts";
import { sampleViews } from "../sample-view.ts";
import { placesDecided } from "../samples-store.ts";
import { type ListSamples, type samplesView, listSamples as schema } from "../schema.ts";
import { windowAt } from "../windows.ts";

/** Requests, and calls of them, that are looked at for samples of what was delivered. */
const REQUESTS = 8;
const LINTED = 2_000;

type Asked = ListSamples & { from: Date };
type Finder = (ctx: Ctx, record: DestinationRecord, asked: Asked) => Promise<LogCall[]>;

const sourceOf = (ctx: Ctx, { source_id }: DestinationRecord) => ({
  workspaceId: ctx.workspaceId,
  sourceId: source_id,
});

function decided(verdict: "skipped" | "rejected"): Finder {
  return async (ctx, record, { from, code, limit }) => {
    const of = { workspaceId: ctx.workspaceId, destinationId: record.id, verdict, from };
    const places = await placesDecided(ctx.db, of, code ?? null, limit);
    return callsAt(ctx.db, sourceOf(ctx, record), places);
  };
}

function sent(retried: boolean): Finder {
  return (ctx, record, { from, limit }) =>
    callsSent(ctx.db, sourceOf(ctx, record), {
      destinationId: record.id,
      from,
      retried,
      requests: REQUESTS,
      limit,
    });
}

/** What is warned of is not kept call by call: the newest delivered calls are looked at again. */
const warned: Finder = async (ctx, record, asked) => {
  const lane = laneOf(record);
  const calls = lane ? await sent(false)(ctx, record, { ...asked, limit: LINTED }) : [];
  const found = calls.filter((call) =>
    lane
      ? mapNow(lane, call).lint.some(({ code }) => asked.code === undefined || code === asked.code)
      : false,
  );
  return found.slice(0, asked.limit);
};

const finders: Record<ListSamples["stage"], Finder> = {
  filtered: decided("skipped"),
  refused: decided("rejected"),
  waiting: (ctx, record, { limit }) =>
    callsBehind(ctx.db, sourceOf(ctx, record), { tx: record.position_tx, seq: record.position_seq }, limit),
  retried: sent(true),
  delivered: sent(false),
  warned,
};

/** The newest calls of a stage in a window, each with what has become of it since. Throws `not_found`. */
export async function listSamples(ctx: Ctx, input: ListSamples): Promise<z.output<typeof samplesView>> {
  authorise(ctx, "sources.read");
  const asked = parse(schema, input);
  const record = await destinationInWorkspace(ctx, asked.id);
  const { from } = windowAt(asked.window, ctx.clock.now());
  const calls = await finders[asked.stage](ctx, record, { ...asked, from });
  return { items: await sampleViews(ctx, record, calls) };
}
