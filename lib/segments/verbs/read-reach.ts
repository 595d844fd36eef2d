import { authorise } from "../../access/authorise.ts";
import type { Ctx } from "../../context.ts";
import { askMany } from "../../db/ask-many.ts";
import { parse } from "../../kernel/parse.ts";
import { type Reach, reachOfDefinition } from "../reach-store.ts";
import { ALL_UP_TO, type Estimate, estimate, estimateAll, INDEXED_OF, type Sample } from "../sample.ts";
import { countIndexed } from "../sample-store.ts";
import { type ReachOf, type ReachView, reachOf } from "../schema.ts";
import { scopeOf, scopeOfSample } from "../scope.ts";

/** So long somebody who builds may wait; whoever asks for the exact number knows that it takes a while. */
const ESTIMATE_MS = 20_000;
const EXACT_MS = 120_000;

function exactView(reach: Reach): ReachView {
  return { ...reach, estimated: false, looked: reach.of, error: null };
}

function estimatedView(reach: Reach, sample: Sample): ReachView {
  const reachable = Object.entries(reach.reachable).map(
    ([channel, found]) => [channel, estimate(found, sample)] as const,
  );
  const of = estimateAll(sample);
  const people = estimate(reach.people, sample);
  const conditions = reach.conditions.map((group) => group.map((found) => estimate(found, sample)));
  const figures = (part: keyof Estimate) => ({
    people: people[part],
    of: of[part],
    reachable: Object.fromEntries(
      reachable.map(([channel, each]) => [channel, each[part]]),
    ) as ReachView["reachable"],
    conditions: conditions.map((group) => group.map((each) => each[part])),
  });
  return {
    ...figures("value"),
    estimated: true,
    looked: sample.looked,
    error: figures("error"),
    sample: reach.sample,
  };
}

/** How many people an estimate of a large workspace may be drawn from; null where everybody is asked. */
async function indexedOf(ctx: Ctx, exact: boolean): Promise<number | null> {
  if (exact) {
    return null;
  }
  const { workspaceId, gone } = ctx;
  return askMany(ctx.db, { timeoutMs: ESTIMATE_MS, gone, few: true }, async (client) => {
    const indexed = await countIndexed(client, workspaceId);
    return indexed * INDEXED_OF <= ALL_UP_TO ? null : indexed;
  });
}

/**
 * Whom a definition means at this moment, in numbers: exact in a small workspace or when asked for, else an estimate with
 * its error. Nothing is kept. Throws `invalid` at the field, `unavailable` when it takes too long or nobody waits for it.
 */
export async function readReach(ctx: Ctx, input: ReachOf): Promise<ReachView> {
  authorise(ctx, "segments.read");
  const { definition, exact = false } = parse(reachOf, input);
  const indexed = await indexedOf(ctx, exact);
  const few = indexed !== null;
  const scope = await (few ? scopeOfSample(ctx, definition, indexed) : scopeOf(ctx, definition));
  const timeoutMs = few ? ESTIMATE_MS : EXACT_MS;
  const reach = await askMany(ctx.db, { timeoutMs, gone: ctx.gone, few }, (client) =>
    reachOfDefinition(client, definition, scope),
  );
  return few ? estimatedView(reach, { indexed, looked: reach.of }) : exactView(reach);
}
