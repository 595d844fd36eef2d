import type { Ctx } from "../../context.ts";
import { Apart } from "../../jobs/apart.ts";
import type { EventsAsked } from "../../segments/definition.ts";
import { after, type Wait } from "../clocks.ts";
import type { JourneyDocument } from "../document.ts";
import { abSplitKind } from "../nodes/ab-split/schema.ts";
import type { PathTried } from "../nodes/ab-split/shares.ts";
import { partOf } from "../nodes/node-kind.ts";
import { openVersions } from "./plan-store.ts";
import { pathsTaken, saveWeights, type Unweighed, unweighedJourneys } from "./weigh-store.ts";

/** Contracts §10.2: automatic splits are weighed anew about this often. */
const EVERY_MS = 5 * 60_000;

type Split = { paths: Set<string>; goals: (EventsAsked & { within: Wait })[] };

/** The automatic splits of versions, newest first, by node; paths of all of them, and how they are judged by the newest. */
function splitsOf(documents: readonly JourneyDocument[]): Map<string, Split> {
  const splits = new Map<string, Split>();
  for (const node of documents.flatMap(({ nodes }) => nodes)) {
    const split = node.kind === abSplitKind.id ? partOf(abSplitKind.settings, node.settings) : null;
    if (split?.mode === "automatic" && split.goal) {
      const known = splits.get(node.id) ?? { paths: new Set(), goals: [split.goal, ...split.also] };
      splits.set(node.id, known);
      for (const { id } of split.paths) {
        known.paths.add(id);
      }
    }
  }
  return splits;
}

/** Weighs the splits of one journey. */
async function weighOne(ctx: Ctx, journey: Unweighed, now: Date): Promise<void> {
  const { workspaceId, id, zone, versions } = journey;
  const version = await openVersions(
    ctx.db,
    workspaceId,
    versions.map((number) => ({ journeyId: id, version: number })),
  );
  const documents = versions.map((number) => version(id, number).document);
  const tried: Record<string, Record<string, PathTried>> = {};
  for (const [node, { paths, goals }] of splitsOf(documents)) {
    const asked = goals.map((goal) => ({
      asked: goal,
      withinMs: after(now, goal.within, zone).getTime() - now.getTime(),
    }));
    const taken = await pathsTaken(ctx.db, { workspaceId, journeyId: id, node, now, zone }, asked);
    tried[node] = Object.fromEntries(
      [...paths].map((path) => {
        const { people = 0, reached = 0 } = taken.find(({ exit }) => exit === path) ?? {};
        return [path, { people, reached }];
      }),
    );
  }
  await saveWeights(ctx.db, journey, tried, now);
}

const apart = new Apart("journey's automatic splits");

/**
 * Keeps of each path of automatic splits how many took it and did what shows that it works, from which its share follows.
 * Whoever is in an older version takes the paths of that one, so they are weighed, too.
 */
export async function weighSplits(ctx: Ctx): Promise<void> {
  const now = ctx.clock.now();
  for (const journey of await unweighedJourneys(ctx.db, new Date(now.getTime() - EVERY_MS))) {
    await apart.work(ctx, journey.id, () => weighOne(ctx, journey, now));
  }
}
